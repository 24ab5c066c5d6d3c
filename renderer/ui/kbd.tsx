import styles from './kbd.module.css'
import { keyCaps } from './shortcut.ts'

type KbdProps = {
  /** Chords as `Mod+K`; several, separated by a space, are pressed one after the other. */
  readonly keys: string
}

export function Kbd({ keys }: KbdProps) {
  return (
    <span className={styles['keys']} lang="en">
      {keys.split(' ').map((chord) => (
        <kbd key={chord} className={styles['chord']}>
          {keyCaps(chord).map((cap) => (
            <kbd key={cap} className={styles['cap']}>
              {cap}
            </kbd>
          ))}
        </kbd>
      ))}
    </span>
  )
}
