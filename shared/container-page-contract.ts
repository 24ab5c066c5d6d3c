import { containerTarget } from './container.ts'
import type {
  Committed,
  ContainerEnd,
  HealthRecord,
  ProbeRun,
  ProcessList,
  SignalSent,
} from './container-page.ts'
import { attachParams, commitParams, signalProcessParams, waitParams } from './container-page.ts'
import { call, stream, type } from './contract-row.ts'
import type { ExecSession } from './exec.ts'

export const containerPageCalls = {
  'container.signalProcess': call(
    signalProcessParams,
    type<SignalSent>(),
    'ContainerTop, ContainerKill, ContainerExec',
  ),
  'container.commit': call(commitParams, type<Committed>(), 'ImageCommit'),
  'container.probe': call(containerTarget, type<ProbeRun>(), 'ContainerExec, ExecStart, ExecInspect'),
  'container.attach': call(attachParams, type<ExecSession>(), 'ContainerAttach'),
} as const

export const containerPageStreams = {
  'container.processes': stream(containerTarget, type<ProcessList>(), 'ContainerTop, ContainerExec'),
  'container.wait': stream(waitParams, type<ContainerEnd>(), 'ContainerWait'),
  'container.health': stream(containerTarget, type<HealthRecord>(), 'ContainerInspect'),
} as const
