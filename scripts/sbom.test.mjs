import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { importedPackages, readProject, toCycloneDx } from './sbom/cyclonedx.mjs'

const digest = 'a'.repeat(86)
const packages = {
  '': { version: '1.0.0' },
  'node_modules/a': {
    version: '1.0.0',
    license: 'MIT',
    integrity: `sha512-${digest}==`,
    dependencies: { b: '^2' },
  },
  'node_modules/b': { version: '1.0.0', license: '(MIT OR Apache-2.0)' },
  'node_modules/a/node_modules/b': { version: '2.0.0', optionalDependencies: { '@s/c': '1', gone: '1' } },
  'node_modules/@s/c': { version: '3.0.0' },
  'node_modules/tool': { version: '9.0.0' },
}
const project = { name: 'app', version: '1.0.0', license: 'MIT', packages, imported: ['a'] }

void describe('the list of what the app is made of', () => {
  void it('tells what is shipped from what only builds and tests', () => {
    const { components } = toCycloneDx(project)
    assert.deepEqual(
      components.map(({ name, version, scope }) => `${name} ${version} ${scope}`),
      [
        '@s/c 3.0.0 required',
        'a 1.0.0 required',
        'b 1.0.0 excluded',
        'b 2.0.0 required',
        'tool 9.0.0 excluded',
      ],
    )
  })

  void it('has addresses, licenses and digests as the format wants them', () => {
    const { components } = toCycloneDx(project)
    const [scoped, a, b] = components
    assert.equal(scoped?.purl, 'pkg:npm/%40s/c@3.0.0')
    assert.deepEqual(a?.licenses, [{ license: { id: 'MIT' } }])
    assert.match(a?.hashes?.[0]?.content ?? '', /^[0-9a-f]{128}$/)
    assert.deepEqual(b?.licenses, [{ expression: '(MIT OR Apache-2.0)' }])
  })

  void it('finds imports of every form', () => {
    const source =
      "import x from '@s/c/d'\nimport 'e'\nconst f = await import('f/g')\nimport { y } from './own.ts'\nimport fs from 'node:fs'"
    assert.deepEqual(importedPackages(source), ['@s/c', 'e', 'f'])
  })

  void it('is whole, and the same each time', () => {
    const whole = readProject(fileURLToPath(new URL('..', import.meta.url)))
    const document = toCycloneDx(whole)
    assert.deepEqual(toCycloneDx(whole), document)
    const required = document.components.filter(({ scope }) => scope === 'required').map(({ name }) => name)
    for (const name of [
      'react',
      'zod',
      'ws',
      'dockerode',
      'electron',
      '@xterm/xterm',
      '@fontsource-variable/inter',
    ])
      assert.ok(required.includes(name), name)
    for (const name of ['vitest', 'playwright-core', 'typescript']) assert.ok(!required.includes(name), name)
    const references = document.components.map((component) => component['bom-ref'])
    assert.equal(new Set(references).size, references.length)
    assert.ok(document.components.every(({ purl, version }) => purl.startsWith('pkg:npm/') && version !== ''))
  })
})
