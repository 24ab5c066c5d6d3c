import type { Container } from '../shared/container.ts'
import { EngineError } from '../shared/errors.ts'
import { markOf } from './bin/bin-row.ts'
import { helperLabel } from './files/helper-label.ts'
import type { InventoryKind } from './inventory.ts'
import { containerOfInspect, containerOfList } from './normalize/container.ts'
import { listOf } from './normalize/record.ts'
import type { StoppedHere } from './stopped-here.ts'

/** Docker Desktop tells the published ports of a container only some time after its start. */
const latePortsMs = 300

/**
 * A container that Bayplan starts to look into a volume is a part of Bayplan, and gone a moment later; one in the bin,
 * or in the middle of an edit, is not here either.
 */
function isForeign(container: Container): boolean {
  return container.labels[helperLabel] !== '1' && markOf(container) === null
}

/** Containers as live rows. Source: `ContainerList`, `ContainerInspect`, `SystemEvents`. */
export function containerKind(stoppedHere: StoppedHere): InventoryKind<Container> {
  const mark = (container: Container): Container => {
    const hasEnded = container.state === 'exited' || container.state === 'dead'
    return { ...container, wasStoppedHere: stoppedHere.has(container.id, hasEnded) }
  }
  return {
    touched: (event) => {
      stoppedHere.observe(event)
      if (event.attributes[helperLabel] === '1') return []
      if (event.type === 'container') return [event.id]
      const connected = event.type === 'network' ? event.attributes['container'] : undefined
      return connected ? [connected] : []
    },
    isRemoval: (event) => event.type === 'container' && event.action === 'destroy',
    // `kill` and the leaving of networks come some milliseconds before `die`, the joining before `start`.
    isUrgent: (event) => event.type === 'container' && event.action !== 'kill',
    lookAgainMs: (event) => (event.type === 'container' && event.action === 'start' ? latePortsMs : null),
    idOf: (container) => container.id,
    list: async (client, signal) => {
      const rows = await client.docker.listContainers({ all: true, abortSignal: signal })
      return listOf(rows)
        .map((row) => mark(containerOfList(row)))
        .filter(isForeign)
    },
    refresh: async (client, id, signal) => {
      try {
        const record = await client.docker.getContainer(id).inspect({ abortSignal: signal })
        const container = mark(containerOfInspect(record, Date.now()))
        return isForeign(container) ? container : null
      } catch (error) {
        if (error instanceof EngineError && error.code === 'not-found') return null
        throw error
      }
    },
    keep: (listed, known) => {
      const isSameRun = listed.state === known.state && listed.exitCode === known.exitCode
      return isSameRun
        ? {
            ...listed,
            image: known.image,
            health: known.health,
            runtime: known.runtime,
            networks: withKnownNames(listed, known),
          }
        : listed
    },
    isIncomplete: (container) => container.runtime === null,
    // The phrase ages by itself: the page counts from `runtime`.
    isSame: (a, b) => JSON.stringify({ ...a, status: '' }) === JSON.stringify({ ...b, status: '' }),
  }
}

/** A list tells no names of the engine's DNS. */
function withKnownNames(listed: Container, known: Container): Container['networks'] {
  const names = new Map(known.networks.map((endpoint) => [endpoint.network, endpoint.names]))
  return listed.networks.map((endpoint) => ({ ...endpoint, names: names.get(endpoint.network) ?? [] }))
}
