import { Eraser } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PruneKind } from '../../../shared/prune.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { formatDecimalBytes, formatPercent } from '../../format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { blockName } from './block-words.ts'
import type { DiskBlock, DiskGroup, DiskGroupId } from './disk-blocks.ts'
import styles from './disk-table.module.css'
import { openBlock } from './open-block.ts'

const prunes: Readonly<Record<DiskGroupId, PruneKind>> = {
  shared: 'image',
  images: 'image',
  containers: 'container',
  volumes: 'volume',
  cache: 'build-cache',
}

/** The same as the map, to be read line by line. */
export function DiskTable({ groups }: { readonly groups: readonly DiskGroup[] }) {
  const { t } = useTranslation()
  const total = groups.reduce((sum, { bytes }) => sum + bytes, 0)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
    <div className={styles['scroller']} tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('disk.column.what')}</th>
            <th scope="col">{t('disk.column.state')}</th>
            <th scope="col" className={styles['number']}>
              {t('disk.column.share')}
            </th>
            <th scope="col" className={styles['number']}>
              {t('disk.column.size')}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <Group key={group.id} group={group} total={total} />
        ))}
      </table>
    </div>
  )
}

function Group({ group, total }: { readonly group: DiskGroup; readonly total: number }) {
  const { t } = useTranslation()
  const name = t(`disk.group.${group.id}`)
  return (
    <tbody>
      <tr className={styles['group']}>
        <th scope="rowgroup">
          <span className={styles['groupName']}>
            {name}
            {group.unusedBytes > 0 && (
              <IconButton
                label={t('disk.cleanUp', { group: name })}
                icon={Eraser}
                size="sm"
                onClick={() => openPruneDialog([prunes[group.id]])}
              />
            )}
          </span>
        </th>
        <td>
          {group.unusedBytes > 0 && t('disk.unusedPart', { size: formatDecimalBytes(group.unusedBytes) })}
        </td>
        <td className={styles['number']}>{share(group.bytes, total)}</td>
        <td className={styles['number']}>{formatDecimalBytes(group.bytes)}</td>
      </tr>
      {group.blocks.map((block) => (
        <Row key={block.key} block={block} total={total} />
      ))}
    </tbody>
  )
}

function Row({ block, total }: { readonly block: DiskBlock; readonly total: number }) {
  const { t } = useTranslation()
  return (
    <tr>
      <th scope="row" className={styles['what']}>
        <button
          type="button"
          className={styles['link']}
          aria-label={blockName(block, t)}
          onClick={() => openBlock(block.target)}
        >
          <bdi>{blockName(block, t)}</bdi>
        </button>
      </th>
      <td className={styles['state']}>{t(block.isUnused ? 'disk.unused' : 'disk.inUse')}</td>
      <td className={styles['number']}>{share(block.bytes, total)}</td>
      <td className={styles['number']}>{formatDecimalBytes(block.bytes)}</td>
    </tr>
  )
}

function share(bytes: number, total: number): string {
  return formatPercent(total === 0 ? null : (bytes / total) * 100)
}
