import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'
import { defaultRegistry } from './reference.ts'

type Transfer = { readonly reference: string; readonly allTags: boolean; readonly platform: string | null }

export type RegistryCommands = {
  readonly pull: (transfer: Transfer) => string
  readonly push: (transfer: Transfer) => string
  /** The password is asked for: never on a command line. */
  readonly login: (options: { readonly registry: string; readonly username: string }) => string
  readonly logout: (registry: string) => string
  /** What a tag stands for, platform by platform. */
  readonly inspect: (reference: string) => string
}

/** The docker commands about registries, for one engine. */
export function registryCommandsFor(endpoint: Endpoint | null): RegistryCommands {
  const docker = ['docker', ...connectionFlags(endpoint)]
  // Docker Hub is what the command means when no registry is named.
  const named = (registry: string): readonly string[] =>
    registry === defaultRegistry ? [] : [quoteWord(registry)]
  const transfer =
    (verb: 'pull' | 'push') =>
    ({ reference, allTags, platform }: Transfer): string =>
      [
        ...docker,
        verb,
        ...(allTags ? ['--all-tags'] : []),
        ...(platform === null ? [] : ['--platform', quoteWord(platform)]),
        quoteWord(reference),
      ].join(' ')
  return {
    pull: transfer('pull'),
    push: transfer('push'),
    login: ({ registry, username }) =>
      [
        ...docker,
        'login',
        ...(username === '' ? [] : ['--username', quoteWord(username)]),
        ...named(registry),
      ].join(' '),
    logout: (registry) => [...docker, 'logout', ...named(registry)].join(' '),
    inspect: (reference) => [...docker, 'buildx', 'imagetools', 'inspect', quoteWord(reference)].join(' '),
  }
}
