import type { CSSProperties } from 'react'
import styles from './progress-bar.module.css'

type ProgressBarProps = {
  readonly label: string
  /** 0 to 1; null when nobody knows how much there is. */
  readonly fraction: number | null
}

/** Fills where the amount is known, and moves where it is not. */
export function ProgressBar({ label, fraction }: ProgressBarProps) {
  if (fraction === null) return <span className={styles['moving']} />
  return (
    <span
      className={styles['bar']}
      role="progressbar"
      aria-label={label}
      aria-valuenow={Math.floor(fraction * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      style={{ '--done': String(fraction) } as CSSProperties}
    />
  )
}
