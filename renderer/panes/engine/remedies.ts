import type { ParseKeys } from 'i18next'
import type { Endpoint, EngineDiagnosis, UnreachableReason } from '../../../shared/engine.ts'
import { isUsualHost } from '../../connection/endpoint-names.ts'

export type RemedyCase =
  | 'notInstalled'
  | 'stopped'
  | 'permission'
  | 'silent'
  | 'tooOld'
  | 'tooNew'
  | 'tls'
  | 'notEngine'
  | 'unsupported'
  | 'noContext'
  | 'noHost'

export type RemedyStep = {
  readonly titleKey: ParseKeys
  readonly textKey?: ParseKeys
  readonly command?: string
  readonly link?: string
}

/** What to tell somebody whose engine cannot be reached, and what they can do. */
export type Remedy = {
  readonly case: RemedyCase
  readonly steps: readonly RemedyStep[]
  /** Which hop fails: from Bayplan to the socket or address, or from there to the engine. */
  readonly brokenHop: 'place' | 'engine'
  readonly hasRootNote: boolean
}

const installGuide = 'https://docs.docker.com/engine/install/'
const desktopGuide = 'https://docs.docker.com/desktop/'
const comeBack: RemedyStep = { titleKey: 'engine.step.comeBack', textKey: 'engine.step.comeBackText' }

/** Chooses the words by the diagnosis alone; the engine's text is never read. */
export function remedyOf(diagnosis: EngineDiagnosis, endpoint: Endpoint | null): Remedy {
  const chosen = caseOf(diagnosis)
  return {
    case: chosen,
    steps: [...stepsOf(chosen, diagnosis, endpoint), comeBack],
    brokenHop:
      chosen === 'permission' || chosen === 'noHost' || chosen === 'unsupported' ? 'place' : 'engine',
    hasRootNote: chosen === 'permission',
  }
}

const cases: Readonly<Record<UnreachableReason, RemedyCase>> = {
  'socket-missing': 'stopped',
  'daemon-down': 'stopped',
  'permission-denied': 'permission',
  'not-answering': 'silent',
  'api-too-old': 'tooOld',
  'api-too-new': 'tooNew',
  tls: 'tls',
  'not-an-engine': 'notEngine',
  'unsupported-endpoint': 'unsupported',
  'context-missing': 'noContext',
  'host-unknown': 'noHost',
}

function caseOf({ reason, checks }: EngineDiagnosis): RemedyCase {
  const isMissing = checks.some(({ check, passed }) => check === 'installed' && passed === false)
  return reason === 'socket-missing' && isMissing ? 'notInstalled' : cases[reason]
}

type Steps = (diagnosis: EngineDiagnosis, endpoint: Endpoint | null) => readonly RemedyStep[]

const steps: Readonly<Record<RemedyCase, Steps>> = {
  notInstalled: ({ platform }) => [
    platform === 'linux'
      ? { titleKey: 'engine.step.install', textKey: 'engine.step.installLinux', link: installGuide }
      : { titleKey: 'engine.step.install', textKey: 'engine.step.installDesktop', link: desktopGuide },
  ],
  stopped: startSteps,
  permission: ({ user }) => [
    {
      titleKey: 'engine.step.addGroup',
      textKey: 'engine.step.addGroupText',
      command: `sudo usermod --append --groups docker ${user}`,
    },
    { titleKey: 'engine.step.signIn', textKey: 'engine.step.signInText' },
  ],
  silent: (diagnosis, endpoint) =>
    hasService(diagnosis, endpoint)
      ? [
          { titleKey: 'engine.step.lookAtService', command: 'systemctl status docker' },
          {
            titleKey: 'engine.step.restartService',
            textKey: 'engine.step.restartServiceText',
            command: 'sudo systemctl restart docker',
          },
        ]
      : [addressStep],
  tooOld: () => [{ titleKey: 'engine.step.update', textKey: 'engine.step.installLinux', link: installGuide }],
  tooNew: () => [{ titleKey: 'engine.step.updateBayplan', textKey: 'engine.step.updateBayplanText' }],
  tls: (_diagnosis, endpoint) => [
    {
      titleKey: 'engine.step.lookAtCertificates',
      textKey: 'engine.step.lookAtCertificatesText',
      command:
        endpoint?.source === 'context' ? `docker --context ${endpoint.name} version` : 'docker version',
    },
    { titleKey: 'engine.step.checkCertificates', textKey: 'engine.step.checkCertificatesText' },
  ],
  notEngine: () => [addressStep],
  unsupported: (_diagnosis, endpoint) => forwardSteps(endpoint),
  noContext: () => [
    { titleKey: 'engine.step.listContexts', command: 'docker context ls' },
    { titleKey: 'engine.step.useDefault', command: 'docker context use default' },
  ],
  noHost: () => [{ ...addressStep, titleKey: 'engine.step.checkName' }],
}

const addressStep: RemedyStep = {
  titleKey: 'engine.step.checkAddress',
  textKey: 'engine.step.checkAddressText',
}

function stepsOf(chosen: RemedyCase, diagnosis: EngineDiagnosis, endpoint: Endpoint | null) {
  return steps[chosen](diagnosis, endpoint)
}

/** True for an engine of this computer that systemd looks after. */
function hasService({ platform }: EngineDiagnosis, endpoint: Endpoint | null): boolean {
  return platform === 'linux' && (endpoint?.host ?? 'unix:').startsWith('unix:')
}

function startSteps(diagnosis: EngineDiagnosis, endpoint: Endpoint | null): readonly RemedyStep[] {
  const steps = startStepsOf(diagnosis, endpoint)
  // An address that somebody gave by hand is the first thing to look at.
  const isGiven = endpoint?.source === 'flag' || endpoint?.source === 'environment'
  return isGiven && !isUsualHost(endpoint) && !steps.includes(addressStep) ? [addressStep, ...steps] : steps
}

function startStepsOf(diagnosis: EngineDiagnosis, endpoint: Endpoint | null): readonly RemedyStep[] {
  if (!hasService(diagnosis, endpoint)) {
    const isLocal = /^(unix|npipe):/.test(endpoint?.host ?? 'unix:')
    return isLocal
      ? [{ titleKey: 'engine.step.startApp', textKey: 'engine.step.startAppText' }]
      : [addressStep]
  }
  const host = endpoint?.host ?? ''
  if (host.includes('podman')) {
    const scope = host.includes('/run/user/') ? 'systemctl --user' : 'sudo systemctl'
    return [{ titleKey: 'engine.step.startPodman', command: `${scope} start podman.socket` }]
  }
  if (host.includes('/run/user/')) {
    return [{ titleKey: 'engine.step.startService', command: 'systemctl --user start docker' }]
  }
  return [
    {
      titleKey: 'engine.step.startService',
      textKey: 'engine.step.startServiceText',
      command: 'sudo systemctl start docker',
    },
    { titleKey: 'engine.step.keepService', command: 'sudo systemctl enable docker' },
  ]
}

const localSocket = '/tmp/remote-docker.sock'

function forwardSteps(endpoint: Endpoint | null): readonly RemedyStep[] {
  const target = /^ssh:\/\/([^/:]+)(?::(\d+))?/.exec(endpoint?.host ?? '')
  if (!target) return [addressStep]
  const port = target[2] === undefined ? '' : ` -p ${target[2]}`
  return [
    {
      titleKey: 'engine.step.forward',
      textKey: 'engine.step.forwardText',
      command: `ssh -N${port} -L ${localSocket}:/var/run/docker.sock ${target[1]}`,
    },
    { titleKey: 'engine.step.startWith', command: `npm start -- --host unix://${localSocket}` },
  ]
}

/** The address as people know it: a path, or a host with its port. */
export function placeOf(endpoint: Endpoint | null): string {
  return endpoint?.host.replace(/^(unix|npipe|tcp|https?):\/\//, '') ?? '/var/run/docker.sock'
}

/** The name of the computer in an address. */
export function hostOf(endpoint: Endpoint | null): string {
  return /^\w+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(endpoint?.host ?? '')?.[1] ?? placeOf(endpoint)
}
