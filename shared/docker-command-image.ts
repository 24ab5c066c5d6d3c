import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

type Removal = {
  readonly references: readonly string[]
  readonly force: boolean
  readonly noPrune: boolean
}
type Search = {
  readonly term: string
  readonly limit: number
  readonly isOfficial: boolean
  readonly leastStars: number
}

export type ImageCommands = {
  readonly list: (options?: { readonly isDangling?: boolean }) => string
  readonly inspect: (reference: string) => string
  readonly history: (reference: string) => string
  readonly tag: (options: { readonly reference: string; readonly newReference: string }) => string
  readonly remove: (options: Removal) => string
  readonly search: (options: Search) => string
  /** Containers made from an image or from one built on it. */
  readonly users: (reference: string) => string
  readonly diskUsage: () => string
}

/** The docker commands about images, for one engine. */
export function imageCommandsFor(endpoint: Endpoint | null): ImageCommands {
  const docker = ['docker', ...connectionFlags(endpoint)]
  const command = (...words: readonly string[]) => [...docker, ...words].join(' ')
  const toggle = (name: string, isOn: boolean) => (isOn ? [name] : [])
  return {
    list: ({ isDangling = false } = {}) =>
      command('image ls', ...(isDangling ? ['--filter', 'dangling=true'] : [])),
    inspect: (reference) => command('image inspect', quoteWord(reference)),
    history: (reference) => command('image history --no-trunc', quoteWord(reference)),
    tag: ({ reference, newReference }) => command('image tag', quoteWord(reference), quoteWord(newReference)),
    remove: ({ references, force, noPrune }) =>
      command(
        'image rm',
        ...toggle('--force', force),
        ...toggle('--no-prune', noPrune),
        ...references.map(quoteWord),
      ),
    search: ({ term, limit, isOfficial, leastStars }) =>
      command(
        'search',
        ...toggle('--filter is-official=true', isOfficial),
        ...toggle(`--filter stars=${leastStars}`, leastStars > 0),
        `--limit ${limit}`,
        quoteWord(term),
      ),
    users: (reference) => command('ps --all --filter', quoteWord(`ancestor=${reference}`)),
    diskUsage: () => command('system df'),
  }
}
