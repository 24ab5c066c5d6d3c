import type { ReactNode } from 'react'
import styles from './badge.module.css'

type BadgeProps = {
  readonly tone: 'ok' | 'warn' | 'bad' | 'pause' | 'idle' | 'neutral'
  readonly children: ReactNode
}

export function Badge({ tone, children }: BadgeProps) {
  return <span className={`${styles['badge']} ${styles[tone]}`}>{children}</span>
}
