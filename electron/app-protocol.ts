import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { contentSecurityPolicy, trustedTypesPolicy, withNonce } from '../shared/csp.ts'
import { isPageUrl } from './security.ts'

/** `app:` must behave like https: an origin of its own, secure, with fetch and cached byte code. */
export const appScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
} as const

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** The file that an address of the page names, or null when it lies outside `root` or has no known type. */
export function resolvePageFile(root: string, url: string): string | null {
  if (!isPageUrl(url)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = resolve(root, join('.', path === '/' ? '/index.html' : path))
  return file.startsWith(resolve(root) + sep) && extname(file) in contentTypes ? file : null
}

function refusal(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
}

/** Answers requests of the page with files of the built renderer; the policy rides on every answer. */
export function createAppProtocol(root: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'method not allowed')
    const file = resolvePageFile(root, request.url)
    const content = file === null ? null : await readPageFile(file)
    if (file === null || content === null) return refusal(404, 'not found')
    const nonce = randomBytes(16).toString('base64')
    const isPage = extname(file) === '.html'
    const policy = contentSecurityPolicy(nonce)
    return new Response(isPage ? withNonce(content.toString('utf8'), nonce) : new Uint8Array(content), {
      headers: {
        'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
        'Content-Security-Policy': isPage ? `${policy}; ${trustedTypesPolicy}` : policy,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': isPage ? 'no-store' : 'no-cache',
      },
    })
  }
}

async function readPageFile(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return null
    throw error
  }
}
