import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

type SectionProps = { readonly title: string; readonly note?: ReactNode; readonly children: ReactNode }

/** A titled block of a panel or page, with an optional note at the right. */
export function Section({ title, note, children }: SectionProps) {
  const id = useId()
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <header className={styles['header']}>
        <h3 id={id} className={styles['title']}>
          {title}
        </h3>
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </header>
      {children}
    </section>
  )
}
