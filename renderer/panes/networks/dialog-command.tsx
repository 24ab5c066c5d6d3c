import { CommandLine } from '../../ui/command-line.tsx'
import styles from './network-dialogs.module.css'

/** The docker command at the foot of a dialog. A long one scrolls, also by keyboard. */
export function DialogCommand({ command }: { readonly command: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
    <span className={styles['command']} tabIndex={0}>
      <CommandLine command={command} />
    </span>
  )
}
