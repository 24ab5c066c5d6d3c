import { ArrowDown, ArrowUp, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ContainerProcess } from '../../../../shared/container-page.ts'
import {
  formatAgo,
  formatBinaryBytes,
  formatDateTime,
  formatPercent,
  notApplicable,
} from '../../../format.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import {
  firstDirection,
  type ProcessColumn,
  type ProcessRow,
  type ProcessSort,
  processColumns,
} from './process-rows.ts'
import styles from './process-table.module.css'

/** Of a child below its parent. */
const indentPx = 18

type Props = {
  readonly rows: readonly ProcessRow[]
  readonly sort: ProcessSort
  /** When the list was read, epoch milliseconds. */
  readonly atMs: number
  readonly onSort: (sort: ProcessSort) => void
  readonly onSignal: (process: ContainerProcess) => void
}

/** Processes as a table; in a tree the command is indented below its parent's. */
export function ProcessTable({ rows, sort, atMs, onSort, onSignal }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} aria-label={t('container.processes')}>
        <thead>
          <tr>
            {processColumns.map((column) => (
              <Head key={column} column={column} sort={sort} onSort={onSort} />
            ))}
            <th scope="col" className={styles['action']}>
              <span className="visually-hidden">{t('processes.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.process.pid} row={row} atMs={atMs} onSignal={onSignal} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type HeadProps = Pick<Props, 'sort' | 'onSort'> & { readonly column: ProcessColumn }

function Head({ column, sort, onSort }: HeadProps) {
  const { t } = useTranslation()
  const isSorted = sort.column === column
  const Arrow = sort.isDescending ? ArrowDown : ArrowUp
  const direction = sort.isDescending ? 'descending' : 'ascending'
  const button = (
    <button
      type="button"
      className={styles['sort']}
      onClick={() => onSort({ column, isDescending: isSorted ? !sort.isDescending : firstDirection(column) })}
    >
      {t(`processes.${column}`)}
      {isSorted && <Arrow size={12} aria-hidden />}
    </button>
  )
  const hint = column === 'cpu' ? t('processes.cpuHint') : column === 'user' ? t('processes.userHint') : null
  return (
    <th scope="col" className={styles[column]} aria-sort={isSorted ? direction : undefined}>
      {hint === null ? button : <Tooltip content={hint}>{button}</Tooltip>}
    </th>
  )
}

type RowProps = Pick<Props, 'atMs' | 'onSignal'> & { readonly row: ProcessRow }

function Row({ row: { process, depth }, atMs, onSignal }: RowProps) {
  const { t } = useTranslation()
  const { pid, user, cpuPercent, memoryBytes, ageSeconds, command, isMain } = process
  const startedAtMs = ageSeconds === null ? null : atMs - ageSeconds * 1_000
  return (
    <tr>
      <td className={styles['pid']}>{pid}</td>
      <td className={styles['user']}>{user}</td>
      <td className={styles['cpu']}>{formatPercent(cpuPercent)}</td>
      <td className={styles['memory']}>{formatBinaryBytes(memoryBytes)}</td>
      <td
        className={styles['started']}
        title={startedAtMs === null ? undefined : formatDateTime(startedAtMs)}
      >
        {startedAtMs === null ? notApplicable : formatAgo(startedAtMs, atMs)}
      </td>
      <td className={styles['command']}>
        <span className={styles['line']} style={{ paddingInlineStart: depth * indentPx }}>
          <code lang="en" title={command}>
            {command}
          </code>
          {isMain && (
            <Tooltip content={t('processes.mainHint')}>
              <span>
                <Badge tone="ok">{t('processes.main')}</Badge>
              </span>
            </Tooltip>
          )}
        </span>
      </td>
      <td className={styles['action']}>
        <IconButton
          label={t('processes.send', { pid })}
          icon={Zap}
          size="sm"
          onClick={() => onSignal(process)}
        />
      </td>
    </tr>
  )
}
