import type { ReactNode } from 'react'
import styles from './setting-row.module.css'

type SettingRowProps = { readonly label: string; readonly note?: string; readonly children: ReactNode }

/** One setting: its name at the left, its control at the right. */
export function SettingRow({ label, note, children }: SettingRowProps) {
  return (
    <div className={styles['row']}>
      <div className={styles['label']}>{label}</div>
      <div className={styles['control']}>
        {children}
        {note !== undefined && <p className={styles['note']}>{note}</p>}
      </div>
    </div>
  )
}
