import type { LabEngine, StartOptions } from '../../scripts/lab/engine.d.mts'
import { startEngine } from '../../scripts/lab/engine.mjs'
import type { ConnectedEngine } from '../connect.ts'
import { connectEngine } from '../connect.ts'
import type { EngineTarget } from '../target.ts'

/** The engines that the contract suite runs on. */
export const contractVersions = ['20.10', '26', '28'] as const

/** Every object a test makes carries it, so that a sweep finds what a killed test left. */
export const testLabels = { 'bayplan.test': '1' } as const

/** Starts a private engine; its images are seeded unless told otherwise. */
export async function startLab(
  version: StartOptions['version'] = '28',
  options: StartOptions = {},
): Promise<LabEngine> {
  return startEngine({ version: version ?? '28', ...options })
}

export function targetOf(host: string): EngineTarget {
  return { endpoint: { host, source: 'flag', name: 'test' }, tls: null }
}

export async function connectLab(lab: LabEngine): Promise<ConnectedEngine> {
  return connectEngine(targetOf(lab.host), never())
}

export function never(): AbortSignal {
  return new AbortController().signal
}

/**
 * Makes a container on the quick image: it stops at once, needs no network and bears the test label.
 * Returns its id.
 */
export async function createContainer(
  engine: ConnectedEngine,
  name: string,
  more: CreateMore = {},
): Promise<string> {
  const container = await engine.docker.createContainer({
    _query: { name },
    _body: {
      Image: 'bb',
      Cmd: ['sleep', '100000'],
      StopSignal: 'SIGKILL',
      ...more,
      Labels: { ...testLabels, ...more.Labels },
      HostConfig: { NetworkMode: 'none', ...more.HostConfig },
    },
  } as unknown as Parameters<typeof engine.docker.createContainer>[0])
  return container.id
}

type CreateMore = {
  readonly Cmd?: readonly string[]
  readonly Image?: string
  readonly Env?: readonly string[]
  readonly Labels?: Readonly<Record<string, string>>
  readonly Healthcheck?: unknown
  readonly HostConfig?: Readonly<Record<string, unknown>>
  readonly ExposedPorts?: unknown
  readonly StopSignal?: string
  readonly Tty?: boolean
}

/** Waits until a condition holds, looking at it each time `poke` or 10 ms pass. Fails after the deadline. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 10_000,
): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
