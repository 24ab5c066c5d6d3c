import type { ReactNode } from 'react'
import styles from './form-row.module.css'

type FormRowProps = {
  readonly label: string
  /** A few words under the label. */
  readonly note?: string | undefined
  readonly children: ReactNode
}

/** One line of the form: what it is about at the left, its fields at the right. */
export function FormRow({ label, note, children }: FormRowProps) {
  return (
    <div role="group" aria-label={label} className={styles['row']}>
      <div className={styles['about']} aria-hidden>
        <span className={styles['label']}>{label}</span>
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </div>
      <div className={styles['fields']}>{children}</div>
    </div>
  )
}
