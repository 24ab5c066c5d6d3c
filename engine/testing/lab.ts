import type { LabEngine, StartOptions } from '../../scripts/lab/engine.d.mts'
import { startEngine } from '../../scripts/lab/engine.mjs'
import type { Container } from '../../shared/container.ts'
import { EngineError } from '../../shared/errors.ts'
import type { Feed } from '../../shared/feed.ts'
import type { EngineClient } from '../client.ts'
import type { ConnectedEngine } from '../connect.ts'
import { connectEngine } from '../connect.ts'
import type { OwnedConnection } from '../connection.ts'
import { createConnection } from '../connection.ts'
import { containerKind } from '../container-kind.ts'
import type { Environment } from '../endpoint-facts.ts'
import type { EngineEvents } from '../events.ts'
import { createEvents } from '../events.ts'
import type { Inventory } from '../inventory.ts'
import { createInventory } from '../live-list.ts'
import { StoppedHere } from '../stopped-here.ts'
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
  engine: Pick<EngineClient, 'docker'>,
  name: string,
  more: CreateMore = {},
): Promise<string> {
  const create = async () =>
    engine.docker.createContainer({
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
  try {
    return (await create()).id
  } catch (error) {
    // The second try of a test finds what its first one left.
    if (!(error instanceof EngineError) || error.code !== 'conflict') throw error
    await engine.docker.getContainer(name).remove({ force: true })
    return (await create()).id
  }
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
  readonly OpenStdin?: boolean
  readonly StdinOnce?: boolean
}

/** Waits until a condition holds, looking at it each time `poke` or 10 ms pass. Fails after the deadline. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  deadlineMs = 30_000,
): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${deadlineMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** A connection to a host, with nothing of this machine's environment in it. */
export function connectTo(host: string, env: Environment = {}): OwnedConnection {
  return createConnection({
    flags: { host, context: null },
    env,
    onBug: (error) => {
      throw error
    },
  })
}

/** The containers' live list on a connection of its own. */
export function followContainers(host: string): {
  connection: OwnedConnection
  events: EngineEvents
  inventory: Inventory<Container>
  stoppedHere: StoppedHere
  dispose: () => void
} {
  const connection = connectTo(host)
  const onBug = (error: unknown): never => {
    throw error
  }
  const events = createEvents(connection, onBug)
  const stoppedHere = new StoppedHere()
  const inventory = createInventory(containerKind(stoppedHere), { connection, events, onBug })
  const dispose = (): void => {
    inventory.dispose()
    events.dispose()
    connection.dispose()
  }
  return { connection, events, inventory, stoppedHere, dispose }
}

/** Folds a feed as a page does, and keeps what it was told. */
export class FoldedFeed<T extends { readonly id: string }> {
  readonly rows = new Map<string, T>()
  readonly told: Feed<T>[] = []
  isStale = true
  private readonly controller = new AbortController()

  constructor(inventory: Inventory<T>) {
    void this.follow(inventory)
  }

  close(): void {
    this.controller.abort()
  }

  byName(name: string): T | undefined {
    return [...this.rows.values()].find((row) => 'name' in row && row.name === name)
  }

  private async follow(inventory: Inventory<T>): Promise<void> {
    for await (const item of inventory.feed(this.controller.signal)) {
      this.told.push(item)
      this.fold(item)
    }
  }

  private fold(item: Feed<T>): void {
    if (item.kind === 'offline') {
      this.isStale = true
      return
    }
    if (item.kind === 'snapshot') {
      this.rows.clear()
      this.isStale = false
    } else for (const id of item.removed) this.rows.delete(id)
    for (const row of item.kind === 'snapshot' ? item.items : item.upserts) this.rows.set(row.id, row)
  }
}

/** Runs the docker command on an engine of the lab and throws when it fails. */
export async function dockerOn(lab: LabEngine, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await lab.docker(...args)
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`)
  return stdout.trim()
}
