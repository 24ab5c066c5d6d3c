import styles from './command-line.module.css'
import { colourCommand } from './command-tokens.ts'

type CommandLineProps = { readonly command: string }

/** A shell command with its program, flags and values told apart by colour and weight. */
export function CommandLine({ command }: CommandLineProps) {
  return (
    <code className={styles['command']} lang="en">
      {colourCommand(command).map((token) => (
        <span key={token.at} className={styles[token.kind]}>
          {token.text}
        </span>
      ))}
    </code>
  )
}
