import type { FormerState } from './bin-name.ts'
import { connectionFlags, dockerCommandsFor, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

/** A container on its way into the bin. */
type Leaving = {
  readonly name: string
  /** In the bin. */
  readonly binName: string
  readonly isAlive: boolean
  readonly restartPolicy: string
}
/** A container on its way back. */
type Returning = {
  readonly engineName: string
  readonly name: string
  readonly former: FormerState
  /** False where an edit replaced it: another one has its ports. */
  readonly starts: boolean
}

export type BinCommands = {
  readonly keep: (containers: readonly Leaving[]) => string
  readonly restore: (container: Returning) => string
  readonly remove: (options: { readonly names: readonly string[]; readonly volumes: boolean }) => string
  readonly list: () => string
}

/** What the bin does, as commands for one engine. */
export function binCommandsFor(endpoint: Endpoint | null): BinCommands {
  const docker = dockerCommandsFor(endpoint)
  const program = ['docker', ...connectionFlags(endpoint)].join(' ')
  const update = (policy: string, names: readonly string[]) =>
    `${program} update --restart ${quoteWord(policy)} ${names.map(quoteWord).join(' ')}`
  const chain = (...steps: readonly (string | null)[]) => steps.filter((step) => step !== null).join(' && ')
  return {
    keep: (containers) => {
      const alive = containers.filter(({ isAlive }) => isAlive).map(({ name }) => name)
      const restarting = containers
        .filter(({ restartPolicy }) => restartPolicy !== 'no' && restartPolicy !== '')
        .map(({ name }) => name)
      return chain(
        alive.length > 0 ? docker.stop({ names: alive }) : null,
        restarting.length > 0 ? update('no', restarting) : null,
        ...containers.map(({ name, binName }) => docker.rename({ name, newName: binName })),
      )
    },
    restore: ({ engineName, name, former, starts }) =>
      chain(
        docker.rename({ name: engineName, newName: name }),
        former.restart.name === 'no' ? null : update(policyOf(former), [name]),
        starts && former.run !== 'stopped' ? docker.start({ names: [name] }) : null,
        starts && former.run === 'paused' ? docker.pause({ names: [name] }) : null,
      ),
    remove: ({ names, volumes }) => docker.remove({ names, volumes }),
    list: () => `${program} ps --all --filter name=bayplan-bin`,
  }
}

function policyOf({ restart: { name, maximumRetries } }: FormerState): string {
  return name === 'on-failure' && maximumRetries > 0 ? `${name}:${maximumRetries}` : name
}
