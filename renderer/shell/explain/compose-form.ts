import { quoteWord } from '../../../shared/docker-command.ts'
import type { CommandPath } from '../../../shared/docker-line/line-commands.ts'
import type { DockerLine } from '../../../shared/docker-line/parse-line.ts'

/** Commands that Compose has under the same name, with the options it takes. */
const inCompose: Readonly<Partial<Record<CommandPath, readonly string[]>>> = {
  exec: ['detach', 'env', 'privileged', 'user', 'workdir'],
  kill: ['signal'],
  logs: ['follow', 'since', 'tail', 'timestamps', 'until'],
  pause: [],
  restart: ['timeout'],
  rm: ['force', 'volumes'],
  start: [],
  stats: ['all', 'format', 'no-stream', 'no-trunc'],
  stop: ['timeout'],
  top: [],
  unpause: [],
}
/** What Compose does without being told. */
const implied: ReadonlySet<string> = new Set(['exec interactive', 'exec tty'])

/**
 * The same command for the service of a Compose project, null when there is none. `serviceOf` tells which service
 * a container belongs to.
 */
export function composeForm(
  line: DockerLine,
  serviceOf: (container: string) => string | null,
): string | null {
  const { path, operands } = line
  const taken = path === null ? undefined : inCompose[path]
  const [name = '', ...words] = operands
  const service = serviceOf(name)
  const isOne = words.length === 0 || path === 'exec'
  if (!taken || service === null || !isOne || line.problems.length > 0) return null
  const flags = composeFlags(line, taken)
  if (flags === null) return null
  return ['docker compose', path, ...flags, quoteWord(service), ...words.map(quoteWord)].join(' ')
}

/** Null when Compose does not take one of them. */
function composeFlags({ path, options }: DockerLine, taken: readonly string[]): readonly string[] | null {
  const flags: string[] = []
  for (const [option, values] of options) {
    if (implied.has(`${path} ${option}`)) continue
    if (!taken.includes(option)) return null
    for (const value of values)
      flags.push(value === 'true' ? `--${option}` : `--${option} ${quoteWord(value)}`)
  }
  return flags
}
