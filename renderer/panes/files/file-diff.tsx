import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import styles from './file-diff.module.css'
import { type DiffRow, diffLines } from './line-diff.ts'

type FileDiffProps = { readonly name: string; readonly before: string; readonly after: string }

/** More rows would make the page slow; they are counted instead. */
const maxRows = 5_000
const signs = { same: ' ', added: '+', removed: '-' } as const

/** What would change in a file, line by line. */
export function FileDiff({ name, before, after }: FileDiffProps) {
  const { t } = useTranslation()
  const rows = useMemo(() => diffLines(before, after), [before, after])
  const count = (kind: DiffRow['kind']): number => rows.filter((row) => row.kind === kind).length
  const [added, removed] = [count('added'), count('removed')]
  return (
    <>
      <p className={styles['sum']}>
        {t('files.diff.sum', { added: formatCount(added), removed: formatCount(removed) })}
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
      <div className={styles['diff']} role="region" tabIndex={0} aria-label={t('files.diff.label', { name })}>
        <ol>
          {rows.slice(0, maxRows).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are made at once and stay as they are
            <Row key={index} row={row} />
          ))}
        </ol>
      </div>
      {rows.length > maxRows && (
        <p className={styles['sum']}>{t('files.diff.more', { rows: formatCount(rows.length - maxRows) })}</p>
      )}
    </>
  )
}

function Row({ row }: { readonly row: DiffRow }) {
  const { t } = useTranslation()
  if (row.kind === 'gap') {
    return (
      <li className={styles['gap']}>
        {t('files.diff.gap', { count: row.lines, lines: formatCount(row.lines) })}
      </li>
    )
  }
  return (
    <li className={styles[row.kind]}>
      <span className={styles['line']}>{row.line}</span>
      <span className={styles['sign']} aria-label={t(`files.diff.${row.kind}`)} role="img">
        {signs[row.kind]}
      </span>
      <code>{row.text === '' ? ' ' : row.text}</code>
    </li>
  )
}
