import { classNames } from './class-names.ts'
import styles from './command-line.module.css'
import { type CommandToken, colourCommand } from './command-tokens.ts'

type CommandLineProps = {
  readonly command: string
  /** Stays on one line and cuts the middle of the arguments: the verb and the last word always show. */
  readonly isOneLine?: boolean | undefined
}

/** A shell command with its program, flags and values told apart by colour and weight. */
export function CommandLine({ command, isOneLine = false }: CommandLineProps) {
  const tokens = colourCommand(command)
  if (!isOneLine) {
    return (
      <code className={styles['command']} lang="en">
        <Tokens tokens={tokens} />
      </code>
    )
  }
  const isVerb = (token: CommandToken) => token.kind === 'program' || token.kind === 'space'
  const afterVerb = tokens.findIndex((token) => !isVerb(token))
  const headEnd = afterVerb === -1 ? tokens.length : afterVerb
  const tailStart = Math.max(headEnd, tokens.length - 1)
  return (
    <code className={classNames(styles['command'], styles['oneLine'])} lang="en" title={command}>
      <span className={styles['head']}>
        <Tokens tokens={tokens.slice(0, headEnd)} />
      </span>
      <span className={styles['middle']}>
        <Tokens tokens={tokens.slice(headEnd, tailStart)} />
      </span>
      <span className={styles['tail']}>
        <Tokens tokens={tokens.slice(tailStart)} />
      </span>
    </code>
  )
}

function Tokens({ tokens }: { readonly tokens: readonly CommandToken[] }) {
  return tokens.map((token) => (
    <span key={token.at} className={styles[token.kind]}>
      {token.text}
    </span>
  ))
}
