import { type CSSProperties, type ReactNode, useEffect, useRef, useState } from 'react'
import { useRunForm } from '../form/form-context.ts'
import styles from './many-rows.module.css'

/** A list of so many rows is drawn whole. */
const fewRows = 40
const chunkRows = 20
/** How far from the screen rows are drawn already. */
const ahead = '400px 0px'

type Row = { readonly id: number }
type ManyRowsProps<R extends Row> = {
  readonly rows: readonly R[]
  readonly children: (row: R) => ReactNode
}

/** The rows of a list. Of thousands, as a pasted command may have, those on screen are drawn. */
export function ManyRows<R extends Row>({ rows, children }: ManyRowsProps<R>) {
  const { wanted, written } = useRunForm()
  if (rows.length <= fewRows) return rows.map((row) => children(row))
  const partOf = (row: R | undefined) => row && written.parts.get(row.id)
  // A new row, which says nothing yet, is to have the focus.
  const newAt = partOf(rows.at(-1)) === undefined ? rows.length - 1 : -1
  const wantedAt = wanted === null ? -1 : rows.findIndex((row) => partOf(row) === wanted)
  const kept = new Set([newAt, wantedAt].map((at) => Math.floor(at / chunkRows)))
  const count = Math.ceil(rows.length / chunkRows)
  return Array.from({ length: count }, (_, index) => {
    const begin = index * chunkRows
    const size = Math.min(chunkRows, rows.length - begin)
    return (
      <Chunk key={index} size={size} isFirst={index === 0} isKept={kept.has(index)}>
        {() => rows.slice(begin, begin + size).map((row) => children(row))}
      </Chunk>
    )
  })
}

type ChunkProps = {
  readonly size: number
  readonly isFirst: boolean
  readonly isKept: boolean
  readonly children: () => ReactNode
}

function Chunk({ size, isFirst, isKept, children }: ChunkProps) {
  const place = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(isFirst)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        const hasFocus = element.contains(document.activeElement)
        setNear(entry?.isIntersecting === true || hasFocus)
      },
      { root: element.closest('[data-scroller]'), rootMargin: ahead },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className={styles['chunk']} style={{ '--rows': size } as CSSProperties}>
      {(isNear || isKept) && children()}
    </div>
  )
}
