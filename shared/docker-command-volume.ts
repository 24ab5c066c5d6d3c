import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'
import type { CreateVolumeParams } from './volume.ts'

export type VolumeCommands = {
  /** `isUnused`: only those that no container mounts. */
  readonly list: (options?: { readonly isUnused?: boolean }) => string
  readonly inspect: (name: string) => string
  /** `password` is a part of an option that the command takes from a variable instead. */
  readonly create: (params: CreateVolumeParams, password?: string) => string
  readonly remove: (names: readonly string[]) => string
  readonly usage: () => string
}

const passwordVariable = '"$CIFS_PASSWORD"'

/** The docker commands about volumes, for one engine. */
export function volumeCommandsFor(endpoint: Endpoint | null): VolumeCommands {
  const docker = ['docker', ...connectionFlags(endpoint)].join(' ')
  return {
    list: ({ isUnused = false } = {}) => `${docker} volume ls${isUnused ? ' --filter dangling=true' : ''}`,
    inspect: (name) => `${docker} volume inspect ${quoteWord(name)}`,
    create: (params, password = '') => [docker, ...createWords(params, password)].join(' '),
    remove: (names) => [docker, 'volume rm', ...names.map(quoteWord)].join(' '),
    usage: () => `${docker} system df --verbose`,
  }
}

function createWords(
  { name, driver, options, labels }: CreateVolumeParams,
  password: string,
): readonly string[] {
  const option = ([key, value]: readonly [string, string]): string =>
    `--opt ${quoteWithSecret(`${key}=${value}`, password)}`
  const label = ([key, value]: readonly [string, string]): string =>
    `--label ${quoteWord(value === '' ? key : `${key}=${value}`)}`
  return [
    'volume create',
    ...(driver === 'local' ? [] : [`--driver ${quoteWord(driver)}`]),
    ...Object.entries(options).map(option),
    ...Object.entries(labels).map(label),
    ...(name === null ? [] : [quoteWord(name)]),
  ]
}

/** A shell joins words that touch: what is before the secret, the variable, what is behind. */
function quoteWithSecret(word: string, secret: string): string {
  const at = secret === '' ? -1 : word.indexOf(`password=${secret}`)
  if (at === -1) return quoteWord(word)
  const start = at + 'password='.length
  const behind = word.slice(start + secret.length)
  return `${quoteWord(word.slice(0, start))}${passwordVariable}${behind === '' ? '' : quoteWord(behind)}`
}
