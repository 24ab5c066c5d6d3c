import { formatShortcut } from './shortcut.ts'
import styles from './tooltip.module.css'

type TooltipContentProps = {
  readonly label: string
  readonly shortcut?: string | undefined
  readonly command?: string | undefined
  readonly reason?: string | null | undefined
}

/** Name, shortcut, docker command; and why a control is disabled. */
export function TooltipContent({ label, shortcut, command, reason }: TooltipContentProps) {
  return (
    <>
      <span className={styles['line']}>
        <span>{label}</span>
        {shortcut !== undefined && <span className={styles['keys']}>{formatShortcut(shortcut)}</span>}
        {command !== undefined && !reason && (
          <code className={styles['command']} lang="en">
            {command}
          </code>
        )}
      </span>
      {reason && <span className={styles['reason']}>{reason}</span>}
    </>
  )
}
