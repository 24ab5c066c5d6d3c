import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { noncePlaceholder } from '../shared/csp.ts'
import { createAppProtocol, resolvePageFile } from './app-protocol.ts'

const folder = mkdtempSync(join(tmpdir(), 'bayplan-page-'))
const root = join(folder, 'renderer')
mkdirSync(join(root, 'assets'), { recursive: true })
writeFileSync(join(folder, 'secret.html'), 'outside')
mkdirSync(join(folder, 'renderer-old'))
writeFileSync(join(folder, 'renderer-old/index.html'), 'neighbour')
writeFileSync(join(root, 'index.html'), `<meta name="csp-nonce" content="${noncePlaceholder}"><p>页面</p>`)
writeFileSync(join(root, 'assets/index.js'), 'export {}')
writeFileSync(join(root, 'assets/font.woff2'), Buffer.from([0, 255, 1]))
writeFileSync(join(root, 'assets/program.exe'), 'MZ')
afterAll(() => rmSync(folder, { recursive: true }))

const answer = createAppProtocol(root)
const get = (path: string, method = 'GET') => answer(new Request(`app://bundle${path}`, { method }))

describe('resolvePageFile', () => {
  it.each([
    ['app://bundle/', 'index.html'],
    ['app://bundle/index.html', 'index.html'],
    ['app://bundle/assets/index.js?v=1#x', 'assets/index.js'],
    ['app://bundle/assets/../index.html', 'index.html'],
  ])('%s → %s', (url, file) => {
    expect(resolvePageFile(root, url)).toBe(join(root, file))
  })

  it.each([
    'app://bundle/..%2fsecret.html',
    'app://bundle/..%2Frenderer-old%2Findex.html',
    'app://bundle/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    'app://bundle/..%5csecret.html',
    'app://bundle/index.html%00.js',
    'app://bundle/%',
    'app://bundle/assets',
    'app://bundle/assets/program.exe',
    'app://other/index.html',
    'https://bundle/index.html',
  ])('%s leads nowhere outside the bundle', (url) => {
    const file = resolvePageFile(root, url)
    // `%2e%2e` and `..` are resolved by the address itself, never above its root.
    expect(file === null || file.startsWith(`${root}/`)).toBe(true)
  })

  it.each(['app://bundle/..%2fsecret.html', 'app://bundle/..%2Frenderer-old%2Findex.html', 'app://bundle/%'])(
    '%s is answered with 404',
    async (url) => {
      expect((await answer(new Request(url))).status).toBe(404)
    },
  )
})

describe('createAppProtocol', () => {
  it('puts the nonce of the policy into the page, new for each answer', async () => {
    const nonces = new Set<string>()
    for (const response of [await get('/'), await get('/index.html')]) {
      const policy = response.headers.get('content-security-policy') ?? ''
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(nonce.length).toBeGreaterThanOrEqual(22)
      expect(await response.text()).toBe(`<meta name="csp-nonce" content="${nonce}"><p>页面</p>`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
  })

  it('sends a strict policy with every file', async () => {
    const response = await get('/assets/index.js')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('lets text become neither markup nor script in the page, and asks no worker for a policy of its own', async () => {
    const policyOf = async (path: string) => (await get(path)).headers.get('content-security-policy')
    expect(await policyOf('/')).toContain("require-trusted-types-for 'script'")
    expect(await policyOf('/assets/index.js')).not.toContain('trusted-types')
  })

  it('sends binary files as they are', async () => {
    const response = await get('/assets/font.woff2')
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255, 1])
  })

  it.each(['/missing.js', '/assets', '/assets/program.exe'])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  it('takes no other method', async () => {
    expect((await get('/', 'POST')).status).toBe(405)
  })
})
