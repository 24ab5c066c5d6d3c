import type { BinnedContainer, BinnedContents } from './bin.ts'
import { binKeepParams, binRemoveParams, binRestoreParams } from './bin.ts'
import { containerTarget } from './container.ts'
import type { Nothing } from './contract-row.ts'
import { call, none, stream, type } from './contract-row.ts'
import type { Feed } from './feed.ts'

export const binCalls = {
  /** Puts a container into the bin. */
  'bin.keep': call(binKeepParams, type<Nothing>(), 'ContainerStop, ContainerUpdate, ContainerRename'),
  /** Gives it its name and restart policy back, and starts it when it ran. */
  'bin.restore': call(binRestoreParams, type<Nothing>(), 'ContainerRename, ContainerUpdate, ContainerStart'),
  /** Removes it for good. */
  'bin.remove': call(binRemoveParams, type<Nothing>(), 'ContainerDelete'),
  'bin.contents': call(containerTarget, type<BinnedContents>(), 'ContainerInspect, ContainerList'),
} as const

export const binStreams = {
  'bin.feed': stream(none, type<Feed<BinnedContainer>>(), 'ContainerList, ContainerInspect, SystemEvents'),
} as const
