import type { CSSProperties, KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDecimalBytes } from '../../format.ts'
import { classNames } from '../../ui/class-names.ts'
import { moveFocus } from '../../ui/roving.ts'
import { blockName, blockSentence } from './block-words.ts'
import type { DiskBlock, DiskGroup } from './disk-blocks.ts'
import styles from './disk-map.module.css'
import { openBlock } from './open-block.ts'
import { layOutTreemap, type Placed, type Rectangle } from './treemap.ts'

/** Pixels between rectangles. */
const gap = 2
const headHeight = 22
/** A group with less room has its name in the legend only. */
const leastHead = { width: 72, height: 48 } as const
/** A block with less room is only a colour; its tooltip and its name for readers tell it. */
const leastText = { width: 54, height: 22 } as const
const leastSize = { width: 54, height: 40 } as const

type Layout = {
  readonly heads: readonly Placed<DiskGroup>[]
  readonly blocks: readonly Placed<DiskBlock>[]
}

/** Everything that takes space, each in proportion; what nothing uses is hatched. */
export function DiskMap({ groups }: { readonly groups: readonly DiskGroup[] }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const layout = useMemo(() => layOut(groups, size), [groups, size])
  const [current, setCurrent] = useState<string | null>(null)
  const stop = layout.blocks.some(({ item }) => item.key === current)
    ? current
    : (layout.blocks[0]?.item.key ?? null)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows walk the blocks inside
    <div
      ref={box}
      role="group"
      aria-label={t('disk.mapLabel')}
      className={styles['map']}
      onKeyDown={(event: KeyboardEvent<HTMLElement>) => {
        const target = moveFocus(event, 'button')
        if (target) setCurrent(target.dataset['block'] ?? null)
      }}
    >
      {layout.heads.map(({ item, ...space }) =>
        space.width < leastHead.width || space.height < leastHead.height ? null : (
          <span key={item.id} className={styles['head']} style={place(space, headHeight)} aria-hidden>
            <span className={styles['headName']}>{t(`disk.group.${item.id}`)}</span>
            <span>{formatDecimalBytes(item.bytes)}</span>
          </span>
        ),
      )}
      {layout.blocks.map(({ item, ...space }) => (
        <button
          key={item.key}
          type="button"
          data-block={item.key}
          tabIndex={item.key === stop ? 0 : -1}
          className={classNames(styles['block'], styles[item.group], item.isUnused && styles['unused'])}
          style={place(space, space.height)}
          aria-label={blockSentence(item, t)}
          title={blockSentence(item, t)}
          onFocus={() => setCurrent(item.key)}
          onClick={() => openBlock(item.target)}
        >
          {space.width >= leastText.width && space.height >= leastText.height && (
            <bdi className={styles['name']}>{blockName(item, t)}</bdi>
          )}
          {space.width >= leastSize.width && space.height >= leastSize.height && (
            <span className={styles['size']}>{formatDecimalBytes(item.bytes)}</span>
          )}
        </button>
      ))}
    </div>
  )
}

function place({ left, top, width }: Rectangle, height: number): CSSProperties {
  return { left, top, width: Math.max(0, width - gap), height: Math.max(0, height - gap) }
}

/** Groups first, then the blocks within each. */
function layOut(groups: readonly DiskGroup[], { width, height }: Size): Layout {
  const heads = layOutTreemap(groups, (group) => group.bytes, { left: 0, top: 0, width, height })
  const blocks = heads.flatMap(({ item, ...space }) => {
    const hasHead = space.width >= leastHead.width && space.height >= leastHead.height
    const head = hasHead ? headHeight : 0
    const inside = { ...space, top: space.top + head, height: space.height - head }
    return layOutTreemap(item.blocks, (block) => block.bytes, inside).filter(isVisible)
  })
  return { heads, blocks }
}

/** Thinner than its own edges it would hide a neighbour; the table has it. */
function isVisible({ width, height }: Rectangle): boolean {
  return Math.min(width, height) >= gap + 3
}

type Size = { readonly width: number; readonly height: number }

/** Before the first measurement. */
const assumedSize: Size = { width: 960, height: 520 }

function useSize(box: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState(assumedSize)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = element
      if (width > 0 && height > 0) setSize({ width, height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [box])
  return size
}
