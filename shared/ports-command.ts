import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

/** The docker commands about published ports. */
export type PortCommands = {
  /** Every container with what it publishes. */
  readonly list: () => string
  /** Where one port of a container is published. */
  readonly port: (container: string, containerPort: number, protocol: string) => string
}

/** Commands for one engine. */
export function portCommandsFor(endpoint: Endpoint | null): PortCommands {
  const command = (...words: readonly string[]) =>
    ['docker', ...connectionFlags(endpoint), ...words].join(' ')
  return {
    list: () => command('ps', '--all', '--format', "'table {{.Names}}\\t{{.State}}\\t{{.Ports}}'"),
    port: (container, containerPort, protocol) =>
      command('port', quoteWord(container), `${containerPort}/${protocol}`),
  }
}
