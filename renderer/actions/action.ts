import type { LucideIcon } from 'lucide-react'
import type { Container } from '../../shared/container.ts'
import type { DockerCommands } from '../../shared/docker-command.ts'

export const actionIds = [
  'start',
  'stop',
  'restart',
  'pause',
  'unpause',
  'kill',
  'rename',
  'recreate',
  'export',
  'remove',
  'logs',
  'terminal',
  'stats',
  'inspect',
  'open',
  'copyName',
  'copyId',
  'copyCommand',
] as const
export type ActionId = (typeof actionIds)[number]

/** Verbs that change a container and say how they went. */
export type EngineVerb = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'remove'

/** Why an action cannot be done now. The keys of `actions.reason`. */
export type DisabledReason =
  | 'running'
  | 'notRunning'
  | 'paused'
  | 'notPaused'
  | 'alreadyPaused'
  | 'removing'
  | 'dead'
  | 'noPort'

/** One verb on containers, declared once for every place that offers it. */
export type ContainerAction = {
  readonly id: ActionId
  readonly icon: LucideIcon
  /** As in menus: `S`, `Delete`, `Mod+C`; null when it has none. */
  readonly shortcut: string | null
  readonly isDestructive: boolean
  /** False for what is about one container only. */
  readonly isForMany: boolean
  readonly isEnabled: (container: Container) => true | DisabledReason
  /** The command that does the same; null when the action is Bayplan's own. */
  readonly command: ((docker: DockerCommands, containers: readonly Container[]) => string) | null
}
