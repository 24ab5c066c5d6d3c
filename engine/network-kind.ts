import { EngineError } from '../shared/errors.ts'
import type { Network } from '../shared/network.ts'
import type { EngineClient } from './client.ts'
import { parseAnswer } from './engine-json.ts'
import type { InventoryKind } from './inventory.ts'
import { networkOf } from './normalize/network.ts'
import { listOf } from './normalize/record.ts'
import { readText } from './transport.ts'

/** Others are about the containers on it. */
const ownActions: ReadonlySet<string> = new Set(['create', 'destroy', 'update'])

/** Networks as live rows. Source: `NetworkList`, `NetworkInspect`, `SystemEvents`. */
export function networkKind(): InventoryKind<Network> {
  return {
    // Who is connected stands in the containers; the network itself stays as it is.
    touched: (event) => (event.type === 'network' && ownActions.has(event.action) ? [event.id] : []),
    isRemoval: (event) => event.action === 'destroy',
    isUrgent: () => true,
    lookAgainMs: () => null,
    idOf: (network) => network.id,
    list: async (client, signal) => listOf(await getJson(client, '/networks', signal)).map(networkOf),
    refresh: async (client, id, signal) => {
      try {
        return networkOf(await getJson(client, `/networks/${encodeURIComponent(id)}`, signal))
      } catch (error) {
        if (error instanceof EngineError && error.code === 'not-found') return null
        throw error
      }
    },
    keep: (listed) => listed,
    isIncomplete: () => false,
    isSame: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  }
}

async function getJson(client: EngineClient, path: string, signal: AbortSignal): Promise<unknown> {
  const { body } = await client.stream({ method: 'GET', path, signal })
  return parseAnswer(await readText(body))
}
