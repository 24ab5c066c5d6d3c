import { call, none, type } from './contract-row.ts'
import type { HostPorts, PortAnswer } from './ports.ts'
import { probePortParams } from './ports.ts'

/** Rows of the contract about the ports of the engine's host. */
export const portCalls = {
  'ports.list': call(none, type<HostPorts>(), ''),
  'ports.probe': call(probePortParams, type<PortAnswer>(), 'ContainerExec, ExecStart'),
} as const
