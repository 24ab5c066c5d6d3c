import { useTranslation } from 'react-i18next'
import type { StatsSample } from '../../../../shared/stats.ts'
import { formatBinaryBytes, formatPercent, formatRate, formatTime } from '../../../format.ts'
import styles from './stats-tab.module.css'

/** Newest rows shown; the charts hold the rest. */
const shownRows = 120

function cell(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value)
}

/** The charts as a table, newest first: for screen readers and for copying. */
export function StatsTable({ samples }: { readonly samples: readonly StatsSample[] }) {
  const { t } = useTranslation()
  const rows = samples.slice(-shownRows).reverse()
  return (
    <div className={styles['tableBox']}>
      <table className={styles['table']}>
        <caption>{t('stats.tableCaption', { count: rows.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('stats.time')}</th>
            <th scope="col">{t('stats.cpu')}</th>
            <th scope="col">{t('stats.memory')}</th>
            <th scope="col">{`${t('stats.network')} ${t('stats.in')}`}</th>
            <th scope="col">{`${t('stats.network')} ${t('stats.out')}`}</th>
            <th scope="col">{`${t('stats.disk')} ${t('stats.read')}`}</th>
            <th scope="col">{`${t('stats.disk')} ${t('stats.written')}`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.atMs}>
              <th scope="row">{formatTime(row.atMs)}</th>
              <td>{cell(row.cpuPercent, formatPercent)}</td>
              <td>{formatBinaryBytes(row.memoryBytes)}</td>
              <td>{cell(row.networkInBytesPerSecond, formatRate)}</td>
              <td>{cell(row.networkOutBytesPerSecond, formatRate)}</td>
              <td>{cell(row.blockReadBytesPerSecond, formatRate)}</td>
              <td>{cell(row.blockWriteBytesPerSecond, formatRate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
