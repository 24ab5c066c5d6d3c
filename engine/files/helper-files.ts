import { EngineError } from '../../shared/errors.ts'
import { decodeName } from '../../shared/file-name.ts'
import type {
  FileContent,
  FileEntry,
  FileKind,
  FileMeasure,
  FileVersion,
  SetModeParams,
} from '../../shared/files.ts'
import type { Helper } from './helper.ts'
import type { Field } from './helper-protocol.ts'
import { FieldReader } from './helper-protocol.ts'

const kinds: Readonly<Record<string, FileKind>> = {
  f: 'file',
  d: 'directory',
  l: 'link',
  b: 'device',
  c: 'device',
  p: 'pipe',
  s: 'socket',
}
/** What the program takes for "leave it as it is" and for "to the end". */
const all = 0xffff_ffff_ffff_ffffn

/** Sends each part of a directory on as it comes. Errors: not-found, permission-denied, bad-request (no directory). */
export async function listDirectory(
  helper: Helper,
  path: string,
  onEntries: (entries: FileEntry[]) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const onData = (payload: Buffer): void | Promise<void> => onEntries(entriesIn(payload))
  await helper.request('list', [path], signal, { onData })
}

/**
 * The entry itself, never what a link points to. Its name is the path without any link in it, which for a link is that
 * of what it points to, or empty when nothing is there.
 */
export async function statFile(helper: Helper, path: string, signal: AbortSignal): Promise<FileEntry> {
  const [entry] = entriesIn(await helper.request('stat', [path], signal))
  if (!entry) throw new Error('the helper told nothing about the file')
  return entry
}

export type ReadRange = { readonly path: string; readonly offsetBytes: number; readonly lengthBytes: number }

/** Follows links inside the volume. Errors: not-found, bad-request (no regular file). */
export async function readFile(helper: Helper, range: ReadRange, signal: AbortSignal): Promise<FileContent> {
  const parts: Buffer[] = []
  const fields = [range.path, BigInt(range.offsetBytes), BigInt(range.lengthBytes)]
  const onData = (payload: Buffer): void => void parts.push(payload)
  const version = versionIn(await helper.request('read', fields, signal, { onData }))
  return { bytes: Buffer.concat(parts), ...version }
}

/** The whole file, as it comes. */
export async function pourFile(
  helper: Helper,
  path: string,
  onData: (bytes: Buffer) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  await helper.request('read', [path, 0n, all], signal, { onData })
}

export type NewContent = {
  readonly path: string
  /** What must be there: nothing, this version, or anything. */
  readonly expected: 'nothing' | 'anything' | { readonly version: string }
  readonly content: AsyncIterable<Uint8Array>
}

/**
 * Puts a file in place as a whole: until the last byte came, the old one stays. Its owner, mode and attributes are
 * kept; a new one belongs to the owner of its directory.
 * Errors: conflict (is there, or is not what was read), not-found (directory), out-of-space, and what the content throws.
 */
export async function writeFile(
  helper: Helper,
  { path, expected, content }: NewContent,
  signal: AbortSignal,
): Promise<FileVersion> {
  const fields: Field[] = [path, ...expectation(expected), BigInt(0o644)]
  return versionIn(await helper.request('write', fields, signal, { content }))
}

function expectation(expected: NewContent['expected']): bigint[] {
  const version = typeof expected === 'string' ? ['0', '0', '0'] : expected.version.split('-')
  const letter = expected === 'nothing' ? 'n' : expected === 'anything' ? 'a' : 'v'
  return [BigInt(letter.charCodeAt(0)), ...version.map(BigInt)]
}

/**
 * Puts a file in place that was written beside it by other means, as `writeFile` does at its end. It is not where it
 * was written any more, whether it went well or not.
 */
export async function placeFile(
  helper: Helper,
  { written, path, expected }: { readonly written: string } & Pick<NewContent, 'path' | 'expected'>,
  signal: AbortSignal,
): Promise<FileVersion> {
  const fields: Field[] = [written, path, ...expectation(expected), BigInt(0o644)]
  return versionIn(await helper.request('placeFile', fields, signal))
}

export async function makeDirectory(helper: Helper, path: string, signal: AbortSignal): Promise<void> {
  await helper.request('makeDirectory', [path, BigInt(0o755)], signal)
}

/** Errors: conflict (the new name is taken), not-found. */
export async function renameFile(
  helper: Helper,
  { path, newPath }: { readonly path: string; readonly newPath: string },
  signal: AbortSignal,
): Promise<void> {
  await helper.request('rename', [path, newPath], signal)
}

export type Progress = (done: FileMeasure) => void

/** With all that is in it; of `/`, only what is in it. Never follows a link. */
export async function removeFile(
  helper: Helper,
  path: string,
  signal: AbortSignal,
  onProgress?: Progress,
): Promise<FileMeasure> {
  return measureIn(await helper.request('remove', [path], signal, progressOf(onProgress)))
}

/** Null leaves an owner as it is. Links have no mode: unsupported. */
export async function setMode(
  helper: Helper,
  change: Pick<SetModeParams, 'path' | 'mode' | 'userId' | 'groupId'>,
  signal: AbortSignal,
): Promise<void> {
  const { path, mode, userId, groupId } = change
  const owner = [userId, groupId].map((id) => (id === null ? all : BigInt(id)))
  await helper.request('setMode', [path, BigInt(mode), ...owner], signal)
}

/** Bytes in files and number of entries, the top one included. */
export async function measureTree(
  helper: Helper,
  path: string,
  signal: AbortSignal,
  onProgress?: Progress,
): Promise<FileMeasure> {
  return measureIn(await helper.request('measure', [path], signal, progressOf(onProgress)))
}

/** What the file system still takes. */
export async function freeSpace(
  helper: Helper,
  signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly totalBytes: number; readonly entries: number }> {
  const fields = new FieldReader(await helper.request('space', ['/'], signal))
  const [bytes, totalBytes, free, inodes] = [
    fields.number(),
    fields.number(),
    fields.number(),
    fields.number(),
  ]
  // Some file systems have no limit and tell zero.
  return { bytes, totalBytes, entries: inodes === 0 ? Number.POSITIVE_INFINITY : free }
}

/** Copies all of one folder into another, empty one. The checksum is over paths, attributes and content, in order. */
export async function copyTree(
  helper: Helper,
  folders: { readonly from: string; readonly to: string },
  signal: AbortSignal,
  onProgress: Progress,
): Promise<FileMeasure & { readonly sha256: string }> {
  const answer = await helper.request('copy', [folders.from, folders.to], signal, progressOf(onProgress))
  const fields = new FieldReader(answer)
  const done = { bytes: fields.number(), items: fields.number() }
  return { ...done, sha256: fields.bytes(32).toString('hex') }
}

export type Merge = {
  /** A folder in the root, which is gone afterwards. */
  readonly folder: string
  /** The root holds nothing else afterwards. */
  readonly replace: boolean
}

/** Moves what a folder of the root holds into the root; what bears the same name there is replaced. */
export async function mergeFolder(
  helper: Helper,
  { folder, replace }: Merge,
  signal: AbortSignal,
  onProgress: Progress,
): Promise<void> {
  await helper.request('merge', [folder, replace ? 1n : 0n], signal, progressOf(onProgress))
}

function progressOf(onProgress: Progress | undefined): { onProgress?: (payload: Buffer) => void } {
  return onProgress ? { onProgress: (payload) => onProgress(measureIn(payload)) } : {}
}

function measureIn(payload: Buffer): FileMeasure {
  const fields = new FieldReader(payload)
  return { bytes: fields.number(), items: fields.number() }
}

function versionIn(payload: Buffer): FileVersion {
  const fields = new FieldReader(payload)
  const size = fields.big()
  return { sizeBytes: Number(size), version: `${fields.big()}-${size}-${fields.big()}` }
}

function entriesIn(payload: Buffer): FileEntry[] {
  const fields = new FieldReader(payload)
  const entries: FileEntry[] = []
  while (!fields.isAtEnd) entries.push(readEntry(fields))
  return entries
}

function readEntry(fields: FieldReader): FileEntry {
  const kind = kinds[fields.letter()] ?? 'other'
  const pointed = fields.letter()
  const [mode, userId, groupId] = [fields.number(), fields.number(), fields.number()]
  const size = fields.big()
  const modifiedAtMs = Number(fields.big() / 1_000_000n)
  const version = `${fields.big()}-${size}-${fields.big()}`
  const name = decodeName(fields.text())
  const target = decodeName(fields.text())
  return {
    name,
    kind,
    sizeBytes: Number(size),
    modifiedAtMs,
    mode,
    userId,
    groupId,
    link: kind === 'link' ? { target, kind: pointed === '-' ? null : (kinds[pointed] ?? 'other') } : null,
    version,
  }
}

/** For a path the caller knows to be there and of a kind. */
export function requireKind(entry: FileEntry, path: string, kind: FileKind): void {
  if (entry.kind === kind) return
  throw new EngineError('bad-request', `${path} is no ${kind}`, {
    subject: { kind: 'file', id: path, name: path },
  })
}
