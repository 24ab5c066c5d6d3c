import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './form-row.module.css'

/** A form with more rows than this is not edited row by row. */
export const mostRows = 150

type FirstRowsProps<Row> = {
  readonly rows: readonly Row[]
  readonly children: (row: Row) => ReactNode
}

/** The rows of a list, and how many more there are when a pasted command has hundreds. */
export function FirstRows<Row>({ rows, children }: FirstRowsProps<Row>) {
  const { t } = useTranslation()
  return (
    <>
      {rows.slice(0, mostRows).map((row) => children(row))}
      {rows.length > mostRows && (
        <span className={styles['note']}>{t('run.andMore', { count: rows.length - mostRows })}</span>
      )}
    </>
  )
}
