import type { LogsOptions } from './docker-command.ts'
import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

export type ComposeCommands = {
  /** All services of a project in one stream. */
  readonly logs: (options: Omit<LogsOptions, 'name'> & { readonly project: string }) => string
}

/** The docker compose commands, for one engine. */
export function composeCommandsFor(endpoint: Endpoint | null): ComposeCommands {
  const docker = ['docker', ...connectionFlags(endpoint), 'compose'].join(' ')
  return {
    logs: ({ project, follow, tail, since, timestamps }) =>
      [
        `${docker} --project-name ${quoteWord(project)} logs`,
        ...(follow ? ['--follow'] : []),
        ...(tail === undefined || tail === null ? [] : [`--tail ${String(tail)}`]),
        ...(since === undefined || since === null ? [] : [`--since ${quoteWord(since)}`]),
        ...(timestamps ? ['--timestamps'] : []),
      ].join(' '),
  }
}
