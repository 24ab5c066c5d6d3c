import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './empty-state.module.css'

type EmptyStateProps = {
  readonly title: string
  readonly text?: ReactNode | undefined
  readonly actions?: ReactNode | undefined
  readonly drawing?: ReactNode | undefined
  /** `lg` for a whole pane, `md` inside a list or panel. */
  readonly size?: 'md' | 'lg' | undefined
}

export function EmptyState({ title, text, actions, drawing, size = 'md' }: EmptyStateProps) {
  return (
    <div className={classNames(styles['empty'], styles[size])}>
      {drawing}
      <h2 className={styles['title']}>{title}</h2>
      {text !== undefined && <p className={styles['text']}>{text}</p>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  )
}
