import { containerTarget } from './container.ts'
import type { Nothing } from './contract-row.ts'
import { call, stream, type } from './contract-row.ts'
import type {
  ContainerChange,
  FileContent,
  FileEntry,
  FileMeasure,
  FileSession,
  FileVersion,
} from './files.ts'
import {
  cloneVolumeParams,
  downloadParams,
  emptyVolumeParams,
  exportVolumeParams,
  fileTarget,
  importVolumeParams,
  makeDirectoryParams,
  offerFileParams,
  readParams,
  removeFilesParams,
  renameParams,
  sessionParams,
  setModeParams,
  uploadFolderParams,
  uploadParams,
  writeParams,
} from './files.ts'
import type { TaskStart } from './task.ts'

/**
 * Docker has no call for the files of a volume, and none that lists, renames or removes in a container: a helper
 * container answers, over its own input and output. For a container that does not run it is the archive calls.
 */
const throughHelper = 'ContainerCreate, ContainerAttach, ContainerStart'

export const fileCalls = {
  'files.stat': call(fileTarget, type<FileEntry>(), throughHelper),
  'files.read': call(readParams, type<FileContent>(), throughHelper),
  /** Fails with `conflict` when the file is no longer what was read. */
  'files.write': call(writeParams, type<FileVersion>(), throughHelper),
  'files.makeDirectory': call(makeDirectoryParams, type<Nothing>(), throughHelper),
  'files.rename': call(renameParams, type<Nothing>(), throughHelper),
  'files.remove': call(removeFilesParams, type<Nothing>(), throughHelper),
  'files.setMode': call(setModeParams, type<Nothing>(), throughHelper),
  'files.measure': call(fileTarget, type<FileMeasure>(), throughHelper),
  'files.upload': call(uploadParams, type<TaskStart>(), throughHelper),
  /** Ends with bytes and the number of entries. */
  'files.uploadFolder': call(uploadFolderParams, type<TaskStart>(), `${throughHelper}, PutContainerArchive`),
  'files.download': call(downloadParams, type<TaskStart>(), `${throughHelper}, ContainerArchive`),
  /** Begins a download when somebody fetches the address; web host only. Unfetched for a minute, it is gone. */
  'files.offer': call(offerFileParams, type<Nothing>(), `${throughHelper}, ContainerArchive`),
  /** In the engine's order: a folder before what is in it. */
  'files.changes': call(containerTarget, type<readonly ContainerChange[]>(), 'ContainerChanges'),
  'volume.export': call(exportVolumeParams, type<TaskStart>(), `${throughHelper}, ContainerArchive`),
  'volume.import': call(importVolumeParams, type<TaskStart>(), `${throughHelper}, PutContainerArchive`),
  'volume.clone': call(cloneVolumeParams, type<TaskStart>(), `VolumeCreate, ${throughHelper}`),
  'volume.empty': call(emptyVolumeParams, type<TaskStart>(), throughHelper),
} as const

export const fileStreams = {
  /**
   * Keeps the helper container for as long as it is open, or what was read of a container that does not run. Fails
   * with `stream-lost` when the container stops.
   */
  'files.session': stream(sessionParams, type<FileSession>(), throughHelper),
  /** A directory in batches, in the order of the file system. */
  'files.list': stream(fileTarget, type<readonly FileEntry[]>(), throughHelper),
} as const
