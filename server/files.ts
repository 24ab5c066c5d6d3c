import { readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

export type PageFile = {
  readonly path: string
  readonly type: string
  /** Its name holds a hash of its content. */
  readonly isImmutable: boolean
}

/**
 * The files of the built page by URL path, `/` for index.html. A request is looked up here and nowhere else,
 * so no path, however it is spelled, leads outside. Symbolic links, dot files and unknown types are left out;
 * source maps too, unless asked for.
 */
export async function listPageFiles(
  root: string,
  options: { withSourceMaps: boolean },
): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>()
  for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath ?? entry.path, entry.name)
    const segments = relative(root, path).split(sep)
    const type = types[extname(entry.name)]
    if (!type || segments.some((segment) => segment.startsWith('.'))) continue
    if (entry.name.endsWith('.map') && !options.withSourceMaps) continue
    const url = `/${segments.join('/')}`
    files.set(url === '/index.html' ? '/' : url, { path, type, isImmutable: segments[0] === 'assets' })
  }
  return files
}
