import type { TFunction } from 'i18next'
import type { ErrorData } from '../shared/errors.ts'
import { EngineError, toErrorData } from '../shared/errors.ts'

export type ErrorMessage = {
  /** What happened, to what. */
  readonly title: string
  /** Why, in a sentence. */
  readonly text: string
  /** The engine's own words, code and operation: what a bug report needs. */
  readonly details: string
}

type Verb =
  | 'start'
  | 'stop'
  | 'restart'
  | 'pause'
  | 'unpause'
  | 'kill'
  | 'rename'
  | 'remove'
  | 'inspect'
  | 'changes'
  | 'logs'
  | 'stats'
  | 'exec'
  | 'attach'
  | 'use'
  | 'createNetwork'
  | 'createVolume'
  | 'deleteVolume'
  | 'measure'
  | 'connect'
  | 'disconnect'
  | 'probe'
  | 'tag'
  | 'search'
  | 'run'
  | 'edit'
  | 'putBack'
  | 'keep'
  | 'restore'
  | RegistryVerb
  | 'other'

/** What a registry may refuse. */
type RegistryVerb = 'pull' | 'push' | 'signIn' | 'signOut' | 'browse'

/** Operations by contract name and by Engine API id, because either may be told. */
const verbs: Readonly<Record<string, Verb>> = {
  'container.start': 'start',
  ContainerStart: 'start',
  'container.stop': 'stop',
  ContainerStop: 'stop',
  'container.restart': 'restart',
  ContainerRestart: 'restart',
  'container.pause': 'pause',
  ContainerPause: 'pause',
  'container.unpause': 'unpause',
  ContainerUnpause: 'unpause',
  'container.kill': 'kill',
  ContainerKill: 'kill',
  'container.rename': 'rename',
  ContainerRename: 'rename',
  'container.remove': 'remove',
  ContainerDelete: 'remove',
  'container.inspect': 'inspect',
  ContainerInspect: 'inspect',
  'container.changes': 'changes',
  ContainerChanges: 'changes',
  'container.logs': 'logs',
  ContainerLogs: 'logs',
  'container.statsHistory': 'stats',
  'stats.live': 'stats',
  ContainerStats: 'stats',
  'exec.create': 'exec',
  'exec.session': 'exec',
  ContainerExec: 'exec',
  ContainerAttach: 'attach',
  ContainerTop: 'inspect',
  ExecStart: 'exec',
  'container.run': 'run',
  'container.edit': 'edit',
  'container.recreate': 'edit',
  'container.repair': 'putBack',
  'bin.keep': 'keep',
  'bin.restore': 'restore',
  'bin.remove': 'remove',
  'engine.use': 'use',
  VolumeInspect: 'inspect',
  VolumeCreate: 'createVolume',
  VolumeDelete: 'deleteVolume',
  SystemDataUsage: 'measure',
  NetworkInspect: 'inspect',
  NetworkCreate: 'createNetwork',
  NetworkConnect: 'connect',
  NetworkDisconnect: 'disconnect',
  NetworkDelete: 'remove',
  'network.probe': 'probe',
  ImageInspect: 'inspect',
  ImageHistory: 'inspect',
  ImageTag: 'tag',
  ImageDelete: 'remove',
  ImageSearch: 'search',
}

const registryVerbs: Readonly<Record<string, RegistryVerb>> = {
  'image.pull': 'pull',
  'image.push': 'push',
  'registry.signIn': 'signIn',
  SystemAuth: 'signIn',
  'registry.signOut': 'signOut',
  'registry.accounts': 'browse',
  'registry.browse': 'browse',
}

const registryReasons = [
  'unauthorized',
  'not-found',
  'conflict',
  'bad-request',
  'unsupported',
  'permission-denied',
] as const

/** What to tell a person about anything that was thrown. Only the code decides the words, never the text. */
export function describeError(error: unknown, t: TFunction): ErrorMessage {
  const data = toErrorData(error)
  const operation = data.operation ?? ''
  const registryVerb = registryVerbs[operation] ?? null
  const verb = registryVerb ?? verbs[operation] ?? 'other'
  const name =
    data.subject?.name ?? data.subject?.id.replace(/^sha256:/, '').slice(0, 12) ?? t('errors.nameless')
  return {
    title: t(`errors.${verb}`, { name }),
    text: registryVerb === null ? reasonOf(data, t) : registryReason(data, registryVerb, t),
    details: errorDetails(data, error),
  }
}

const fileReasons = [
  'not-found',
  'conflict',
  'permission-denied',
  'bad-request',
  'out-of-space',
  'unsupported',
] as const

function reasonOf({ code, operation, subject }: ErrorData, t: TFunction): string {
  if (code === 'conflict' && operation === 'ImageDelete') return t('errors.imageHeldBack')
  const reason = subject?.kind === 'file' ? fileReasons.find((each) => each === code) : undefined
  return reason === undefined ? t(`errors.why.${code}`) : t(`errors.whyFile.${reason}`)
}

function registryReason({ code }: ErrorData, verb: RegistryVerb, t: TFunction): string {
  if (verb === 'signIn' && code === 'unauthorized') return t('errors.whyRegistry.bad-password')
  const reason = registryReasons.find((each) => each === code)
  return reason === undefined ? t(`errors.why.${code}`) : t(`errors.whyRegistry.${reason}`)
}

function errorDetails(data: ErrorData, error: unknown): string {
  const facts = [`code: ${data.code}`]
  if (data.operation !== null) facts.push(`operation: ${data.operation}`)
  if (data.status !== null) facts.push(`status: ${data.status}`)
  const isBug = !(error instanceof EngineError) && error instanceof Error
  const trace = isBug && error.stack ? `\n${error.stack}` : ''
  return `${data.engineMessage}\n${facts.join(', ')}${trace}`
}
