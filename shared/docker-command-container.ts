import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

type ExecOptions = {
  readonly name: string
  /** Null: the container's own. */
  readonly user: string | null
  readonly command: readonly string[]
}
type CommitOptions = {
  readonly name: string
  readonly reference: string | null
  readonly author: string
  readonly message: string
  readonly changes: readonly string[]
  readonly pause: boolean
}
type AttachOptions = {
  readonly name: string
  readonly withInput: boolean
  /** Null: the docker command's own, or those of its configuration. */
  readonly detachKeys: string | null
}

export type ContainerCommands = {
  /** Without a terminal, for one program that only prints. */
  readonly exec: (options: ExecOptions) => string
  readonly commit: (options: CommitOptions) => string
  readonly attach: (options: AttachOptions) => string
  readonly wait: (name: string) => string
}

/** The docker commands that only the page of one container stands for, for one engine. */
export function containerCommandsFor(endpoint: Endpoint | null): ContainerCommands {
  const docker = ['docker', ...connectionFlags(endpoint)]
  const flag = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [name, quoteWord(value)]
  const command = (...words: readonly string[]) => [...docker, ...words].join(' ')
  return {
    exec: ({ name, user, command: argv }) =>
      command('exec', ...flag('--user', user), quoteWord(name), ...argv.map(quoteWord)),
    commit: ({ name, reference, author, message, changes, pause }) =>
      command(
        'commit',
        ...flag('--author', author),
        ...changes.flatMap((change) => flag('--change', change)),
        ...flag('--message', message),
        ...(pause ? [] : ['--pause=false']),
        quoteWord(name),
        ...(reference === null ? [] : [quoteWord(reference)]),
      ),
    attach: ({ name, withInput, detachKeys }) =>
      command(
        'attach',
        ...flag('--detach-keys', detachKeys),
        ...(withInput ? [] : ['--no-stdin']),
        quoteWord(name),
      ),
    wait: (name) => command('wait', quoteWord(name)),
  }
}
