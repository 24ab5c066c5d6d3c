import { call, type Nothing, none, stream, type } from './contract-row.ts'
import type { Feed } from './feed.ts'
import type { Network, NetworkConnection, NetworkDetails, ProbeReport } from './network.ts'
import {
  connectParams,
  createNetworkParams,
  disconnectParams,
  networkTarget,
  probeParams,
} from './network.ts'

/** Rows of the contract about networks. */
export const networkCalls = {
  'network.inspect': call(
    networkTarget,
    type<NetworkDetails>(),
    'NetworkInspect, ContainerList, ContainerInspect',
  ),
  'network.create': call(createNetworkParams, type<{ id: string; warning: string }>(), 'NetworkCreate'),
  'network.connect': call(connectParams, type<Nothing>(), 'NetworkConnect'),
  /** Answers with what connects it again as it was. */
  'network.disconnect': call(
    disconnectParams,
    type<NetworkConnection>(),
    'ContainerInspect, NetworkDisconnect',
  ),
  'network.remove': call(networkTarget, type<Nothing>(), 'NetworkDelete'),
  'network.probe': call(probeParams, type<ProbeReport>(), 'ContainerInspect, ContainerExec, ExecStart'),
} as const

export const networkStreams = {
  'network.feed': stream(none, type<Feed<Network>>(), 'NetworkList, NetworkInspect, SystemEvents'),
} as const
