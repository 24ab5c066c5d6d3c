import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  familiarName,
  formatReference,
  fullName,
  type ImageReference,
  parseReference,
  parseRegistry,
} from './reference.ts'

const sha = `sha256:${'a1'.repeat(32)}`

function read(text: string): ImageReference {
  const parsed = parseReference(text)
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem}`)
  return parsed.reference
}

describe('a reference', () => {
  test.each([
    ['nginx', 'docker.io', 'library/nginx', null, null],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27', null],
    ['  nginx:1.27 ', 'docker.io', 'library/nginx', '1.27', null],
    ['acme/api', 'docker.io', 'acme/api', null, null],
    ['docker.io/nginx', 'docker.io', 'library/nginx', null, null],
    ['index.docker.io/acme/api:2', 'docker.io', 'acme/api', '2', null],
    ['ghcr.io/acme/team/api:2', 'ghcr.io', 'acme/team/api', '2', null],
    ['localhost/api', 'localhost', 'api', null, null],
    ['localhost:5000/api', 'localhost:5000', 'api', null, null],
    ['localhost:5000/api:v1', 'localhost:5000', 'api', 'v1', null],
    ['127.0.0.1:5000/a/b:v1', '127.0.0.1:5000', 'a/b', 'v1', null],
    ['[::1]:5000/a:v1', '[::1]:5000', 'a', 'v1', null],
    ['MyRegistry/api', 'MyRegistry', 'api', null, null],
    ['registry.example.com:443/a__b/c-d.e', 'registry.example.com:443', 'a__b/c-d.e', null, null],
    [`nginx@${sha}`, 'docker.io', 'library/nginx', null, sha],
    [`nginx:1.27@${sha}`, 'docker.io', 'library/nginx', '1.27', sha],
    [`localhost:5000/a@${sha}`, 'localhost:5000', 'a', null, sha],
  ])('%s', (text, registry, repository, tag, digest) => {
    expect(read(text)).toEqual({ registry, repository, tag, digest })
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['Nginx', 'upper-case'],
    ['acme/Api', 'upper-case'],
    ['nginx:', 'bad-tag'],
    ['nginx:a b', 'bad-tag'],
    ['nginx:-a', 'bad-tag'],
    [`nginx:${'a'.repeat(129)}`, 'bad-tag'],
    ['nginx@', 'bad-digest'],
    ['nginx@sha256:abc', 'bad-digest'],
    ['-nginx', 'bad-repository'],
    ['a//b', 'bad-repository'],
    ['a/', 'bad-repository'],
    ['nginx latest', 'bad-repository'],
    ['https://ghcr.io/a', 'bad-registry'],
    ['bad_host.com/a', 'bad-registry'],
    ['host:port/a', 'bad-registry'],
    ['a'.repeat(256), 'too-long'],
    ['0123456789abcdef'.repeat(4), 'is-id'],
  ])('%s is refused', (text, problem) => {
    expect(parseReference(text)).toEqual({ ok: false, problem })
  })

  test.each([
    ['docker.io/library/nginx:1', 'nginx:1'],
    ['docker.io/acme/api', 'acme/api'],
    ['docker.io/library/a/b', 'library/a/b'],
    [`ghcr.io/acme/api:1@${sha}`, `ghcr.io/acme/api:1@${sha}`],
  ])('%s is written %s', (text, written) => {
    expect(formatReference(read(text))).toBe(written)
  })

  test('is the same after it was written and read again', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,6}([._-][a-z0-9]{1,6})?$/)
    const registry = fc.constantFrom('docker.io', 'localhost:5000', 'ghcr.io', '10.0.0.1:80')
    const path = fc.array(name, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('/'))
    const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,9}$/))
    const digest = fc.option(fc.constant(sha))
    fc.assert(
      fc.property(fc.record({ registry, repository: path, tag, digest }), (reference) => {
        expect(read(formatReference(reference))).toEqual(reference)
      }),
    )
  })

  test('has a full name for the engine', () => {
    expect(fullName(read('nginx:1'))).toBe('docker.io/library/nginx')
    expect(familiarName('docker.io', 'library/nginx')).toBe('nginx')
  })
})

test.each([
  ['https://index.docker.io/v1/', 'docker.io'],
  ['registry-1.docker.io', 'docker.io'],
  ['ghcr.io', 'ghcr.io'],
  ['http://localhost:5000', 'localhost:5000'],
  ['  localhost:5000/v2/ ', 'localhost:5000'],
  ['', null],
  ['two words', null],
  ['a/b', 'a'],
])('the registry %s is %s', (text, name) => {
  expect(parseRegistry(text)).toBe(name)
})
