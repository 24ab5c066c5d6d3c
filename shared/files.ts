import * as z from 'zod/mini'
import { containerTarget } from './container.ts'
import { encodeName } from './file-name.ts'
import { offerParams, sinkParams, sourceParams } from './transfer.ts'

const knownVolume = z
  .string()
  .check(z.minLength(1), z.maxLength(1_000), z.regex(/^(?!\.{1,2}$)[^\0\r\n/\p{Surrogate}]+$/u))
/** What is looked into: a volume, or a container, running or not. Strings that name files are as `file-name.ts` says. */
export const fileLocation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('volume'), name: knownVolume }),
  z.strictObject({ kind: z.literal('container'), id: containerTarget.shape.id }),
])
export type FileLocation = z.infer<typeof fileLocation>

export type FileKind = 'file' | 'directory' | 'link' | 'device' | 'pipe' | 'socket' | 'other'

/**
 * One name in a directory.
 *
 * Units: `sizeBytes` of the content, also of a directory's own list; `modifiedAtMs` epoch milliseconds.
 */
export type FileEntry = {
  readonly name: string
  readonly kind: FileKind
  readonly sizeBytes: number
  readonly modifiedAtMs: number
  /** Permission bits with set-user, set-group and sticky: 0 to 0o7777. */
  readonly mode: number
  readonly userId: number
  readonly groupId: number
  /** Null for what is no link; `kind` is null when nothing is there, as seen from inside the volume or container. */
  readonly link: { readonly target: string; readonly kind: FileKind | null } | null
  /** Changes whenever content or attributes do. */
  readonly version: string
}

/** Something mounted in a container. */
export type FileMount = {
  /** Where in the container. */
  readonly path: string
  /** As the engine names it: `volume`, `bind`, `tmpfs`, … */
  readonly kind: string
  /** The volume's name, or the path on the engine's host; empty for what has neither. */
  readonly source: string
  readonly isWritable: boolean
}

/**
 * Emitted when files can be looked at; the stream lasts as long as the person looks. For a container that does not
 * run also before, a few times a second while its file system is being read.
 */
export type FileSession = {
  /** Name of the helper container; null for a container that does not run, which the engine's archive calls tell of. */
  readonly helper: string | null
  readonly isWritable: boolean
  /** How far the reading is; null when it is through. */
  readonly reading: { readonly entries: number; readonly bytes: number } | null
  /** Of a container; empty for a volume. */
  readonly mounts: readonly FileMount[]
  /** The container may write to what is mounted only. */
  readonly isRootReadOnly: boolean
}

/**
 * What a container changed against its image. What is mounted into it is not part of it. Where a name is no UTF-8
 * the engine's answer has U+FFFD instead.
 */
export type ContainerChange = {
  readonly path: string
  readonly kind: 'added' | 'modified' | 'deleted'
}

export type FileContent = {
  readonly bytes: Uint8Array
  /** Of the whole file. */
  readonly sizeBytes: number
  readonly version: string
}

export type FileVersion = { readonly sizeBytes: number; readonly version: string }
export type FileMeasure = { readonly bytes: number; readonly items: number }

/** The most that one `files.read` or `files.write` carries; more is an upload or download. */
export const maxFileBytes = 4 * 1024 * 1024
const maxPathBytes = 4_095
const maxNameBytes = 255

/** One that the file system takes and that names an entry, not a folder above. */
export function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && bytesOf(name) <= maxNameBytes
}

function isPath(path: string): boolean {
  if (!path.startsWith('/') || bytesOf(path) > maxPathBytes) return false
  return path === '/' || path.slice(1).split('/').every(isFileName)
}

function bytesOf(text: string): number {
  return encodeName(text).length
}

/** Absolute, from the root of the volume or container, without `.`, `..` and empty parts. */
const filePath = z.string().check(z.maxLength(maxPathBytes), z.refine(isPath, 'no path'))
const entryPath = filePath.check(z.refine((path) => path !== '/', 'the root itself'))
const mode = z.number().check(z.int(), z.gte(0), z.lte(0o7777))
const ownerId = z.nullable(z.number().check(z.int(), z.gte(0), z.lte(0xffff_fffe)))
const sha256 = z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/)))

const target = { location: fileLocation, path: filePath }
const entryTarget = { location: fileLocation, path: entryPath }

export const fileTarget = z.strictObject(target)
export const sessionParams = z.strictObject({ location: fileLocation, isWritable: z.boolean() })
export const readParams = z.strictObject({
  ...entryTarget,
  offsetBytes: z.number().check(z.int(), z.gte(0)),
  lengthBytes: z.number().check(z.int(), z.gte(0), z.lte(maxFileBytes)),
})
export const writeParams = z.strictObject({
  ...entryTarget,
  /** All of the file, written as UTF-8. Bytes of any kind are an upload. */
  text: z.string().check(z.maxLength(maxFileBytes)),
  /** The version that was read; null for a file that must not be there yet. */
  expectedVersion: z.nullable(z.string().check(z.regex(/^\d{1,20}-\d{1,20}-\d{1,20}$/))),
})
export type WriteParams = z.infer<typeof writeParams>
export const makeDirectoryParams = z.strictObject(entryTarget)
export const renameParams = z.strictObject({ ...entryTarget, newPath: entryPath })
export const removeFilesParams = z.strictObject({
  location: fileLocation,
  paths: z.array(entryPath).check(z.minLength(1), z.maxLength(1_000)),
})
export const setModeParams = z.strictObject({ ...entryTarget, mode, userId: ownerId, groupId: ownerId })
export type SetModeParams = z.infer<typeof setModeParams>
export const uploadParams = z.strictObject({
  ...entryTarget,
  /** False: fails with `conflict` when the name is taken. */
  replace: z.boolean(),
  source: sourceParams,
})
export type UploadParams = z.infer<typeof uploadParams>
/** A folder put into a folder that is there, under its name: files of the same name are replaced, folders are merged. */
export const uploadFolderParams = z.strictObject({
  ...target,
  /** From a browser: a tar in which the folder is. From the host's disk: the folder itself. */
  source: sourceParams,
})
export type UploadFolderParams = z.infer<typeof uploadFolderParams>
/** A file as it is; a folder as a tar. */
export const downloadParams = z.strictObject({ ...target, sink: sinkParams })
export type DownloadParams = z.infer<typeof downloadParams>
/** For a drag, whose data must be there before anybody can be asked. */
export const offerFileParams = z.strictObject({ ...target, ...offerParams })
export type OfferFileParams = z.infer<typeof offerFileParams>

const volumeName = z.string().check(z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/), z.maxLength(255))
/** Stops running containers that mount the volume before, and starts them again after, whatever happens. */
const stopFirst = z.boolean()
const volumeWork = { name: knownVolume, stopFirst }

export const exportVolumeParams = z.strictObject({ ...volumeWork, compress: z.boolean(), sink: sinkParams })
export type ExportVolumeParams = z.infer<typeof exportVolumeParams>
export const importVolumeParams = z.strictObject({
  ...volumeWork,
  /** True: the volume then holds what the archive holds, nothing else. False: files are added and replaced. */
  replace: z.boolean(),
  /** Of the archive file; nothing is changed when it differs. */
  expectedSha256: sha256,
  source: sourceParams,
})
export type ImportVolumeParams = z.infer<typeof importVolumeParams>
export const cloneVolumeParams = z.strictObject({ ...volumeWork, newName: volumeName })
export type CloneVolumeParams = z.infer<typeof cloneVolumeParams>
export const emptyVolumeParams = z.strictObject(volumeWork)
export type EmptyVolumeParams = z.infer<typeof emptyVolumeParams>
