import type { Endpoint } from './engine.ts'

/*
 * The docker command that does the same as a click, as text. Long flags, because they explain themselves;
 * quoted for a POSIX shell, so that what is shown can be pasted whatever the names are.
 */

const plainWord = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/

/** Quotes one word for a POSIX shell, only when it needs it. */
export function quoteWord(word: string): string {
  if (plainWord.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}

function join(...words: (string | readonly string[] | null)[]): string {
  return words.flatMap((word) => word ?? []).join(' ')
}

function flag(name: string, value: string | number | null | undefined): readonly string[] {
  return value === null || value === undefined ? [] : [name, quoteWord(String(value))]
}

function toggle(name: string, isOn: boolean | undefined): readonly string[] {
  return isOn ? [name] : []
}

type Names = { readonly names: readonly string[] }
type StopOptions = Names & { readonly timeoutSeconds?: number | null; readonly signal?: string | null }
type KillOptions = Names & { readonly signal?: string | null }
type RemoveOptions = Names & {
  readonly force?: boolean
  readonly volumes?: boolean
  /** Those among `names` that run and are stopped before. */
  readonly stopFirst?: readonly string[]
}
type PsOptions = {
  readonly project?: string | null
  readonly status?: string | null
  readonly isAll?: boolean
}
export type LogsOptions = {
  readonly name: string
  readonly follow?: boolean
  readonly tail?: number | null
  readonly since?: string | null
  readonly timestamps?: boolean
}
type ExecOptions = {
  readonly name: string
  readonly user?: string | null
  readonly workingDir?: string | null
  readonly command: readonly string[]
}

export type DockerCommands = {
  readonly start: (options: Names) => string
  readonly stop: (options: StopOptions) => string
  readonly restart: (options: StopOptions) => string
  readonly pause: (options: Names) => string
  readonly unpause: (options: Names) => string
  readonly kill: (options: KillOptions) => string
  readonly rename: (options: { readonly name: string; readonly newName: string }) => string
  readonly remove: (options: RemoveOptions) => string
  readonly ps: (options?: PsOptions) => string
  readonly logs: (options: LogsOptions) => string
  readonly exec: (options: ExecOptions) => string
  readonly stats: (names: readonly string[]) => string
  readonly inspect: (name: string) => string
  readonly top: (name: string) => string
  readonly port: (name: string) => string
  readonly version: () => string
  readonly export: (options: { readonly name: string; readonly file: string }) => string
}

const defaultHosts: ReadonlySet<string> = new Set([
  'unix:///var/run/docker.sock',
  'npipe:////./pipe/docker_engine',
])

/**
 * The words that point the docker command at an engine: none when the command would go there by itself
 * (its default socket, or the DOCKER_HOST of the same environment).
 */
export function connectionFlags(endpoint: Endpoint | null): readonly string[] {
  if (!endpoint || endpoint.source === 'environment' || defaultHosts.has(endpoint.host)) return []
  if (endpoint.source === 'context' && endpoint.name) return flag('--context', endpoint.name)
  return flag('--host', endpoint.host)
}

/** Commands for one engine. */
export function dockerCommandsFor(endpoint: Endpoint | null): DockerCommands {
  const docker = join('docker', connectionFlags(endpoint))
  const quoted = (names: readonly string[]) => names.map(quoteWord)
  const onNames = (verb: string) => (options: Names) => join(docker, verb, quoted(options.names))
  const stopLike = (verb: string) => (options: StopOptions) =>
    join(
      docker,
      verb,
      flag('--signal', options.signal),
      flag('--timeout', options.timeoutSeconds),
      quoted(options.names),
    )
  const stop = stopLike('stop')
  const rm = ({ names, force, volumes }: RemoveOptions) =>
    join(docker, 'rm', toggle('--force', force), toggle('--volumes', volumes), quoted(names))

  return {
    start: onNames('start'),
    stop,
    restart: stopLike('restart'),
    pause: onNames('pause'),
    unpause: onNames('unpause'),
    // SIGKILL is what `docker kill` sends without being told.
    kill: ({ names, signal }) =>
      join(docker, 'kill', flag('--signal', signal === 'SIGKILL' ? null : signal), quoted(names)),
    rename: ({ name, newName }) => join(docker, 'rename', quoteWord(name), quoteWord(newName)),
    remove: (options) =>
      options.stopFirst && options.stopFirst.length > 0
        ? `${stop({ names: options.stopFirst })} && ${rm(options)}`
        : rm(options),
    ps: (options = {}) => formatPs(docker, options),
    logs: (options) => formatLogs(docker, options),
    exec: ({ name, user, workingDir, command }) =>
      join(
        docker,
        ['exec', '--interactive', '--tty'],
        flag('--user', user || null),
        flag('--workdir', workingDir || null),
        quoteWord(name),
        quoted(command),
      ),
    stats: (names) => join(docker, 'stats', quoted(names)),
    inspect: (name) => join(docker, 'inspect', quoteWord(name)),
    top: (name) => join(docker, 'top', quoteWord(name)),
    port: (name) => join(docker, 'port', quoteWord(name)),
    version: () => join(docker, 'version'),
    export: ({ name, file }) => join(docker, 'export', flag('--output', file), quoteWord(name)),
  }
}

function formatPs(docker: string, { project, status, isAll = true }: PsOptions): string {
  return join(
    docker,
    'ps',
    toggle('--all', isAll),
    flag('--filter', project ? `label=com.docker.compose.project=${project}` : null),
    flag('--filter', status ? `status=${status}` : null),
  )
}

function formatLogs(docker: string, { name, follow, tail, since, timestamps }: LogsOptions): string {
  return join(
    docker,
    'logs',
    toggle('--follow', follow),
    flag('--tail', tail),
    flag('--since', since),
    toggle('--timestamps', timestamps),
    quoteWord(name),
  )
}

/** Commands for the engine that the docker command uses by itself. */
export const dockerCommand: DockerCommands = dockerCommandsFor(null)
