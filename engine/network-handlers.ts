import type { Handlers } from '../shared/contract.ts'
import type { Network } from '../shared/network.ts'
import type { networkCalls, networkStreams } from '../shared/network-contract.ts'
import type { Inventory } from './inventory.ts'
import type { Networks } from './networks.ts'

type NetworkHandlers = {
  readonly calls: Pick<Handlers['calls'], keyof typeof networkCalls>
  readonly streams: Pick<Handlers['streams'], keyof typeof networkStreams>
}

/** Binds the rows about networks to the parts that do them. */
export function networkHandlers(networks: Networks, inventory: Inventory<Network>): NetworkHandlers {
  return {
    calls: {
      'network.inspect': networks.inspect,
      'network.create': networks.create,
      'network.connect': networks.connect,
      'network.disconnect': networks.disconnect,
      'network.remove': networks.remove,
      'network.probe': networks.probe,
    },
    streams: { 'network.feed': (_, signal) => inventory.feed(signal) },
  }
}
