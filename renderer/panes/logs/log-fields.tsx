import styles from './log-fields.module.css'
import type { LogField } from './read-fields.ts'

/** The fields of a line that is a JSON object, in two columns. */
export function LogFields({ fields }: { readonly fields: readonly LogField[] }) {
  return (
    <dl className={styles['fields']} lang="en">
      {fields.map(({ name, value, kind }) => (
        <div key={name} className={styles['field']}>
          <dt title={name}>{name}</dt>
          <dd className={styles[kind]}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
