import { call, type } from './contract-row.ts'
import type { LastDiskUsage } from './disk.ts'
import { diskUsageParams } from './disk.ts'
import type { PrunePlan } from './prune.ts'
import { prunePlanParams, pruneRunParams } from './prune.ts'
import type { TaskStart } from './task.ts'

export const diskCalls = {
  'disk.usage': call(diskUsageParams, type<LastDiskUsage>(), 'SystemDataUsage'),
  'prune.plan': call(
    prunePlanParams,
    type<PrunePlan>(),
    'SystemDataUsage, ContainerList, NetworkList, NetworkInspect',
  ),
  'prune.run': call(
    pruneRunParams,
    type<TaskStart>(),
    'ContainerDelete, ImageDelete, VolumeDelete, NetworkDelete, BuildPrune',
  ),
} as const
