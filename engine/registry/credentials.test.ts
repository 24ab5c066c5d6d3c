import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { never } from '../testing/lab.ts'
import { Credentials, registryAuthHeader } from './credentials.ts'

let folder = ''
let env: Record<string, string> = {}
const file = (): string => join(folder, 'config.json')
const config = (): Record<string, unknown> =>
  JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>
const write = (value: unknown): void => writeFileSync(file(), JSON.stringify(value))
const credentials = (): Credentials => new Credentials({ env, platform: 'linux' })
const lab = { kind: 'password', username: 'lab', password: 'se cret:ü' } as const

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bayplan-config-'))
  env = { DOCKER_CONFIG: folder, PATH: folder, STORE: join(folder, 'store') }
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A helper that keeps one secret per file and notes how it was called. */
function installHelper(name: string): void {
  const program = join(folder, `docker-credential-${name}`)
  writeFileSync(
    program,
    `#!/bin/bash
PATH=/usr/bin:/bin
echo "$#:$1" >> "$STORE.calls"
input=$(cat)
case $1 in
  store) printf '%s' "$input" > "$STORE" ;;
  get) [ -e "$STORE" ] && cat "$STORE" || { echo "credentials not found in native keychain"; exit 1; } ;;
  erase) rm -f "$STORE" ;;
  list) [ -e "$STORE" ] && sed 's/.*"ServerURL":\\("[^"]*"\\).*"Username":\\("[^"]*"\\).*/{\\1:\\2}/' "$STORE" || echo '{}' ;;
esac
`,
  )
  chmodSync(program, 0o755)
}

describe('the file of accounts', () => {
  test('is replaced in one step: a process that is killed leaves the old one or the new one', async () => {
    write({ auths: {}, HttpHeaders: { kept: 'x'.repeat(5_000) } })
    const held = openSync(file(), 'r')
    await credentials().store('ghcr.io', lab, true, never())
    expect(JSON.parse(readFileSync(held, 'utf8'))).toEqual({
      auths: {},
      HttpHeaders: { kept: 'x'.repeat(5_000) },
    })
    closeSync(held)
    expect(config()).toMatchObject({ auths: { 'ghcr.io': {} }, HttpHeaders: { kept: 'x'.repeat(5_000) } })
  })

  test('what a killed process left beside it goes with the next change, and nothing else does', async () => {
    const left = join(folder, 'config.json.0123456789ab')
    const young = join(folder, 'config.json.ba9876543210')
    const foreign = join(folder, 'config.json.bak')
    for (const each of [left, young, foreign]) writeFileSync(each, '{')
    const before = new Date(Date.now() - 3_600_000)
    for (const each of [left, foreign]) utimesSync(each, before, before)
    await credentials().store('ghcr.io', lab, true, never())
    expect([left, young, foreign].map((each) => existsSync(each))).toEqual([false, true, true])
  })
})

describe('without a helper', () => {
  test('writes base64 only when the person agreed', async () => {
    const store = (agreed: boolean) => credentials().store('ghcr.io', lab, agreed, never())
    await expect(store(false)).rejects.toMatchObject({ code: 'bad-request' })
    expect(existsSync(file())).toBe(false)
    await store(true)
    expect(config()).toEqual({
      auths: { 'ghcr.io': { auth: Buffer.from('lab:se cret:ü').toString('base64') } },
    })
    expect(await credentials().get('ghcr.io', never())).toEqual(lab)
  })

  test('only the owner may read the file', async () => {
    await credentials().store('ghcr.io', lab, true, never())
    expect(statSync(file()).mode & 0o777).toBe(0o600)
    chmodSync(file(), 0o644)
    await credentials().store('quay.io', lab, true, never())
    expect(statSync(file()).mode & 0o777).toBe(0o600)
  })

  test('keeps what it does not know, and a link stays a link', async () => {
    const real = join(folder, 'dotfiles.json')
    writeFileSync(
      real,
      JSON.stringify({ currentContext: 'x', psFormat: 'y', auths: { 'a.io': { auth: 'YTpi' } } }),
    )
    symlinkSync(real, file())
    await credentials().store('ghcr.io', lab, true, never())
    expect(config()).toMatchObject({
      currentContext: 'x',
      psFormat: 'y',
      auths: { 'a.io': { auth: 'YTpi' } },
    })
    expect(JSON.parse(readFileSync(real, 'utf8'))).toEqual(config())
  })

  test('several changes at once lose none', async () => {
    const shared = credentials()
    const names = Array.from({ length: 12 }, (_, index) => `r${index}.io`)
    await Promise.all(names.map((name) => shared.store(name, lab, true, never())))
    expect(Object.keys(config()['auths'] as object).toSorted()).toEqual(names.toSorted())
  })

  test('a file that is no JSON is told and never overwritten', async () => {
    writeFileSync(file(), '{ "auths": ')
    await expect(credentials().list(never())).rejects.toMatchObject({ code: 'bad-request' })
    await expect(credentials().store('ghcr.io', lab, true, never())).rejects.toMatchObject({
      code: 'bad-request',
    })
    expect(readFileSync(file(), 'utf8')).toBe('{ "auths": ')
  })

  test('finds an account whatever form its key has', async () => {
    write({
      auths: { 'https://ghcr.io/v2/': { auth: 'YTpi' }, 'https://index.docker.io/v1/': { auth: 'YzpkAA==' } },
    })
    expect(await credentials().get('ghcr.io', never())).toEqual({
      kind: 'password',
      username: 'a',
      password: 'b',
    })
    expect(await credentials().get('docker.io', never())).toEqual({
      kind: 'password',
      username: 'c',
      password: 'd',
    })
    expect((await credentials().list(never())).accounts.map(({ registry }) => registry)).toEqual([
      'docker.io',
      'ghcr.io',
    ])
  })

  test('signs out under every form of the key', async () => {
    write({ auths: { 'https://ghcr.io': { auth: 'YTpi' }, 'ghcr.io': { auth: 'YTpi' }, 'a.io': {} }, x: 1 })
    await credentials().erase('ghcr.io', never())
    expect(config()).toEqual({ auths: { 'a.io': {} }, x: 1 })
  })

  test('keeps an identity token', async () => {
    const token = { kind: 'token', identityToken: 'abc' } as const
    await credentials().store('r.io', token, true, never())
    expect(await credentials().get('r.io', never())).toEqual(token)
    expect((await credentials().list(never())).accounts).toMatchObject([
      { registry: 'r.io', username: '', isToken: true },
    ])
  })
})

describe('with a helper', () => {
  test('the secret goes to credsStore and the file only remembers the place', async () => {
    installHelper('lab')
    write({ credsStore: 'lab', auths: {} })
    expect(await credentials().storageFor('ghcr.io')).toEqual({ kind: 'helper', helper: 'lab' })
    await credentials().store('ghcr.io', lab, false, never())
    expect(config()).toEqual({ credsStore: 'lab', auths: { 'ghcr.io': {} } })
    expect(await credentials().get('ghcr.io', never())).toEqual(lab)
    expect((await credentials().list(never())).accounts).toEqual([
      { registry: 'ghcr.io', username: 'lab', isToken: false, storage: { kind: 'helper', helper: 'lab' } },
    ])
    await credentials().erase('ghcr.io', never())
    expect(await credentials().get('ghcr.io', never())).toBe(null)
    expect(config()).toEqual({ credsStore: 'lab', auths: {} })
  })

  test('is given the verb alone: secrets are in no list of processes', async () => {
    installHelper('lab')
    write({ credsStore: 'lab' })
    await credentials().store('ghcr.io', lab, false, never())
    expect(readFileSync(`${env['STORE']}.calls`, 'utf8')).toBe('1:store\n')
  })

  test('credHelpers goes before credsStore, for its registry alone', async () => {
    installHelper('own')
    write({ credsStore: 'absent', credHelpers: { 'gcr.io': 'own', 'docker.io': 'own' } })
    expect(await credentials().storageFor('gcr.io')).toEqual({ kind: 'helper', helper: 'own' })
    expect(await credentials().storageFor('docker.io')).toEqual({ kind: 'helper', helper: 'own' })
    expect(await credentials().storageFor('ghcr.io')).toEqual({ kind: 'helper', helper: 'absent' })
  })

  test('on a Mac a helper is found though the app was not started from a terminal', async () => {
    installHelper('lab')
    mkdirSync(join(folder, '.docker/bin'), { recursive: true })
    renameSync(join(folder, 'docker-credential-lab'), join(folder, '.docker/bin/docker-credential-lab'))
    write({ credsStore: 'lab' })
    const onMac = new Credentials({
      env: { ...env, HOME: folder, PATH: '/usr/bin:/bin' },
      platform: 'darwin',
    })
    await onMac.store('ghcr.io', lab, false, never())
    expect(await onMac.get('ghcr.io', never())).toEqual(lab)
  })

  test('an identity token has the agreed user name', async () => {
    installHelper('lab')
    write({ credsStore: 'lab' })
    await credentials().store('r.io', { kind: 'token', identityToken: 't' }, false, never())
    expect(JSON.parse(readFileSync(String(env['STORE']), 'utf8'))).toEqual({
      ServerURL: 'r.io',
      Username: '<token>',
      Secret: 't',
    })
    expect(await credentials().get('r.io', never())).toEqual({ kind: 'token', identityToken: 't' })
  })

  test('where nothing is set, the keychain that is there is used and noted, as docker login does', async () => {
    installHelper('secretservice')
    await credentials().store('ghcr.io', lab, false, never())
    expect(config()).toEqual({ credsStore: 'secretservice', auths: { 'ghcr.io': {} } })
  })

  test('a helper that is not installed is told, and hides no other account', async () => {
    write({ credHelpers: { 'gcr.io': 'absent' }, auths: { 'ghcr.io': { auth: 'YTpi' } } })
    await expect(credentials().get('gcr.io', never())).rejects.toMatchObject({ code: 'unsupported' })
    const { accounts, failures } = await credentials().list(never())
    expect(accounts.map(({ registry }) => registry)).toEqual(['ghcr.io'])
    expect(failures).toMatchObject([{ helper: 'absent', error: { code: 'unsupported' } }])
  })

  test('a helper name that leads to another folder is refused', async () => {
    write({ credsStore: '../../tmp/evil' })
    await expect(credentials().get('ghcr.io', never())).rejects.toMatchObject({ code: 'bad-request' })
  })
})

test('private pull fails with 401 though the password is right (its base64 has + and /)', () => {
  const header = registryAuthHeader('docker.io', { kind: 'password', username: 'a', password: 'ÿþ?>ÿÿû' })
  expect(header).toMatch(/^[A-Za-z0-9_-]+=*$/)
  expect(header.length % 4).toBe(0)
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    username: 'a',
    password: 'ÿþ?>ÿÿû',
    serveraddress: 'https://index.docker.io/v1/',
  })
})
