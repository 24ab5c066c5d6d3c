import { Columns3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../format.ts'
import type { LogColumn } from '../../store/log-columns.ts'
import { levelWordOf, timeMsOf } from './field-roles.ts'
import styles from './log-fields.module.css'
import type { LogField } from './read-fields.ts'

type LogFieldsProps = {
  readonly fields: readonly LogField[]
  readonly columns: readonly LogColumn[]
  /** Makes a field a column, or no column any more. */
  readonly onColumn: (field: LogField) => void
}

/** The fields of a line, in two columns; each can become a column of the log. */
export function LogFields({ fields, columns, onColumn }: LogFieldsProps) {
  const { t } = useTranslation()
  return (
    <dl className={styles['fields']} lang="en">
      {fields.map((field, index) => {
        const { name, value, kind } = field
        const note = noteOf(field)
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a program may write a name twice
          <div key={`${name} ${index}`} className={styles['field']}>
            <dt title={name}>
              <button
                type="button"
                className={styles['name']}
                aria-pressed={columns.some((column) => column.name === name)}
                title={t('logs.asColumn', { name })}
                onClick={() => onColumn(field)}
              >
                <span>{name}</span>
                <Columns3 aria-hidden />
              </button>
            </dt>
            <dd className={styles[kind]}>
              {value}
              {note !== null && <span className={styles['note']}>{note}</span>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** What a number means that stands for a time or a level. */
function noteOf({ role, kind, text }: LogField): string | null {
  if (role === 'level') return levelWordOf(text)
  const ms = role === 'time' && kind === 'number' ? timeMsOf(text) : null
  return ms === null ? null : formatDateTime(ms)
}
