import type { TFunction } from 'i18next'
import type { FileEntry, FileKind, FileMount } from '../../../shared/files.ts'

/** What opening an entry leads to: a link counts as what it points to. */
export function kindThere(entry: FileEntry): FileKind | null {
  return entry.link ? entry.link.kind : entry.kind
}

/** What is mounted, from where, and whether it can be written. */
export function mountWords({ kind, source, isWritable }: FileMount, t: TFunction): string {
  const what =
    kind === 'volume'
      ? t('files.mount.volume', { name: source })
      : kind === 'bind'
        ? t('files.mount.bind', { path: source })
        : t('files.mount.other', { kind })
  return isWritable ? what : t('files.mount.readOnly', { what })
}

/** `rwxr-x---`, with s, S, t and T as `ls` writes them. */
export function modeText(mode: number): string {
  const bits = Array.from('rwxrwxrwx', (letter, index) => (mode & (0o400 >> index) ? letter : '-'))
  const special = (bit: number, at: number, letter: string): void => {
    if (mode & bit) bits[at] = bits[at] === 'x' ? letter : letter.toUpperCase()
  }
  special(0o4000, 2, 's')
  special(0o2000, 5, 's')
  special(0o1000, 8, 't')
  return bits.join('')
}

const order = new Intl.Collator(undefined, { numeric: true })

/** Folders first, then by name, numbers by their value. */
export function compareEntries(a: FileEntry, b: FileEntry): number {
  const folders = Number(b.kind === 'directory') - Number(a.kind === 'directory')
  return folders !== 0 ? folders : order.compare(a.name, b.name)
}

/** What has content that can be saved. */
export function canDownload(entry: FileEntry): boolean {
  return ['directory', 'file'].includes(kindThere(entry) ?? '')
}

export function filterEntries(entries: readonly FileEntry[], text: string): readonly FileEntry[] {
  const wanted = text.trim().toLowerCase()
  return wanted === '' ? entries : entries.filter(({ name }) => name.toLowerCase().includes(wanted))
}

const imageTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  ico: 'image/x-icon',
  svg: 'image/svg+xml',
}

/** By the name's ending; null for what browsers do not draw. */
export function imageType(name: string): string | null {
  return imageTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? null
}

export type Preview =
  | { readonly kind: 'text'; readonly text: string; readonly isExact: boolean }
  | { readonly kind: 'image'; readonly url: string }
  | { readonly kind: 'binary' }

/** What can be shown of a file's bytes. `isExact` is false when some are no UTF-8: saving would change them. */
export function previewOf(name: string, bytes: Uint8Array): Preview {
  const type = imageType(name)
  if (type !== null && bytes.length > 0) return { kind: 'image', url: `data:${type};base64,${base64(bytes)}` }
  if (bytes.includes(0)) return { kind: 'binary' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return { kind: 'text', text, isExact: !text.includes('\r') }
  } catch {
    return { kind: 'text', text: new TextDecoder().decode(bytes), isExact: false }
  }
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  const step = 0x8000
  for (let at = 0; at < bytes.length; at += step) {
    binary += String.fromCharCode(...bytes.subarray(at, at + step))
  }
  return btoa(binary)
}
