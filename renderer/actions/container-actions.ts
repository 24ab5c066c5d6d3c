import {
  Braces,
  ChartLine,
  Copy,
  FileDown,
  Globe,
  OctagonX,
  Pause,
  Pencil,
  Play,
  RefreshCw,
  RotateCw,
  ScrollText,
  Square,
  SquareTerminal,
  Trash2,
} from 'lucide-react'
import type { Container } from '../../shared/container.ts'
import { isAlive } from '../container-state.ts'
import { portLinks } from '../port-link.ts'
import type { ActionId, ContainerAction, DisabledReason } from './action.ts'

type Test = (container: Container) => true | DisabledReason

/** Containers on their way out take no order but another removal. */
function unlessLeaving(test: Test): Test {
  return (container) => {
    if (container.state === 'removing') return 'removing'
    if (container.state === 'dead') return 'dead'
    return test(container)
  }
}

const always: Test = () => true
const namesOf = (containers: readonly Container[]) => containers.map(({ name }) => name)
const firstName = (containers: readonly Container[]) => containers[0]?.name ?? ''

function canPause(container: Container): true | DisabledReason {
  if (container.state === 'paused') return 'alreadyPaused'
  return container.state === 'running' ? true : 'notRunning'
}

function canRunShell(container: Container): true | DisabledReason {
  if (container.state === 'paused') return 'paused'
  return container.state === 'running' ? true : 'notRunning'
}

const plain = { shortcut: null, isDestructive: false, isForMany: true, command: null } as const

/** Every verb on containers, in the order menus show them. */
export const containerActions: Readonly<Record<ActionId, ContainerAction>> = {
  start: {
    ...plain,
    id: 'start',
    icon: Play,
    shortcut: 'S',
    isEnabled: unlessLeaving((container) => {
      if (container.state === 'paused') return 'paused'
      return isAlive(container) ? 'running' : true
    }),
    command: (docker, containers) => docker.start({ names: namesOf(containers) }),
  },
  stop: {
    ...plain,
    id: 'stop',
    icon: Square,
    shortcut: 'S',
    isEnabled: unlessLeaving((container) => (isAlive(container) ? true : 'notRunning')),
    command: (docker, containers) => docker.stop({ names: namesOf(containers) }),
  },
  restart: {
    ...plain,
    id: 'restart',
    icon: RotateCw,
    shortcut: 'R',
    isEnabled: unlessLeaving((container) => (container.state === 'paused' ? 'paused' : true)),
    command: (docker, containers) => docker.restart({ names: namesOf(containers) }),
  },
  pause: {
    ...plain,
    id: 'pause',
    icon: Pause,
    shortcut: 'P',
    isEnabled: unlessLeaving(canPause),
    command: (docker, containers) => docker.pause({ names: namesOf(containers) }),
  },
  unpause: {
    ...plain,
    id: 'unpause',
    icon: Play,
    shortcut: 'P',
    isEnabled: unlessLeaving((container) => (container.state === 'paused' ? true : 'notPaused')),
    command: (docker, containers) => docker.unpause({ names: namesOf(containers) }),
  },
  kill: {
    ...plain,
    id: 'kill',
    icon: OctagonX,
    isDestructive: true,
    isEnabled: unlessLeaving((container) => (isAlive(container) ? true : 'notRunning')),
    command: (docker, containers) => docker.kill({ names: namesOf(containers) }),
  },
  rename: {
    ...plain,
    id: 'rename',
    icon: Pencil,
    isForMany: false,
    isEnabled: unlessLeaving(always),
    command: (docker, containers) => docker.rename({ name: firstName(containers), newName: 'NEW_NAME' }),
  },
  recreate: {
    ...plain,
    id: 'recreate',
    icon: RefreshCw,
    isForMany: false,
    isEnabled: unlessLeaving(always),
  },
  export: {
    ...plain,
    id: 'export',
    icon: FileDown,
    isForMany: false,
    isEnabled: unlessLeaving(always),
    command: (docker, containers) => {
      const name = firstName(containers)
      return docker.export({ name, file: `${name}.tar` })
    },
  },
  remove: {
    ...plain,
    id: 'remove',
    icon: Trash2,
    shortcut: 'Delete',
    isDestructive: true,
    isEnabled: (container) => (container.state === 'removing' ? 'removing' : true),
    command: (docker, containers) =>
      docker.remove({ names: namesOf(containers), stopFirst: namesOf(containers.filter(isAlive)) }),
  },
  logs: {
    ...plain,
    id: 'logs',
    icon: ScrollText,
    shortcut: 'L',
    isEnabled: always,
    // The command prints one container's log: of several each has its own.
    command: (docker, containers) =>
      containers.map(({ name }) => docker.logs({ name, follow: true })).join(' & '),
  },
  terminal: {
    ...plain,
    id: 'terminal',
    icon: SquareTerminal,
    shortcut: 'T',
    isForMany: false,
    isEnabled: unlessLeaving(canRunShell),
    command: (docker, containers) => docker.exec({ name: firstName(containers), command: ['sh'] }),
  },
  stats: {
    ...plain,
    id: 'stats',
    icon: ChartLine,
    shortcut: 'C',
    isForMany: false,
    isEnabled: always,
    command: (docker, containers) => docker.stats(namesOf(containers)),
  },
  inspect: {
    ...plain,
    id: 'inspect',
    icon: Braces,
    isForMany: false,
    isEnabled: always,
    command: (docker, containers) => docker.inspect(firstName(containers)),
  },
  open: {
    ...plain,
    id: 'open',
    icon: Globe,
    shortcut: 'O',
    isForMany: false,
    isEnabled: (container) => {
      if (container.state !== 'running') return 'notRunning'
      return portLinks(container, null).length > 0 ? true : 'noPort'
    },
  },
  copyName: { ...plain, id: 'copyName', icon: Copy, shortcut: 'Mod+C', isEnabled: always },
  copyId: { ...plain, id: 'copyId', icon: Copy, isEnabled: always },
  copyCommand: { ...plain, id: 'copyCommand', icon: SquareTerminal, isEnabled: always },
}

/** What the one button for start and stop does to this container. */
export function startOrStop(container: Container): 'start' | 'stop' {
  return isAlive(container) ? 'stop' : 'start'
}

/** What the one key for pause and resume does to this container. */
export function pauseOrResume(container: Container): 'pause' | 'unpause' {
  return container.state === 'paused' ? 'unpause' : 'pause'
}

/** Those the action can be done to now. */
export function applicable(action: ContainerAction, containers: readonly Container[]): readonly Container[] {
  return containers.filter((container) => action.isEnabled(container) === true)
}
