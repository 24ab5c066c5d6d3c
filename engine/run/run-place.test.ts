import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { emptySpec, withOption } from '../../shared/docker-run/run-spec.ts'
import { placeHere, workingPlace } from './run-place.ts'
import { requestOf } from './run-request.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bayplan-place-'))
  writeFileSync(join(folder, 'shop.env'), 'COLOUR=green\nAPI_TOKEN=canary\n')
  writeFileSync(join(folder, 'huge.env'), 'A=1\n'.repeat(300_000))
})
afterAll(() => rmSync(folder, { recursive: true }))

const here = () => workingPlace({ env: { API_TOKEN: 'canary', TAG: '3' }, cwd: folder })

it('a run takes variables, files and folders from where it is run, as in a shell', () => {
  let spec = withOption(emptySpec('nginx:$TAG'), 'env', ['API_TOKEN', 'GONE'])
  spec = withOption(spec, 'env-file', ['shop.env'])
  spec = { ...withOption(spec, 'volume', ['./data:/data']), variables: ['$TAG'] }
  const { body } = requestOf(spec, { apiVersion: '1.50', here: here() })
  expect(body.Env).toEqual(['COLOUR=green', 'API_TOKEN=canary', 'API_TOKEN=canary', 'GONE'])
  expect(body.Image).toBe('nginx:3')
  expect(body.HostConfig.Binds).toEqual([`${folder}/data:/data`])
})

it('what a page is told of the place holds no secret, and nothing that was not asked', () => {
  let spec = withOption(emptySpec('nginx'), 'env', ['API_TOKEN', 'A=$API_TOKEN'])
  spec = { ...withOption(spec, 'env-file', ['shop.env']), variables: ['$API_TOKEN'] }
  const told = placeHere(spec, here())
  expect(told).toHaveLength(3)
  expect(JSON.stringify(told)).not.toContain('canary')
})

it('reads no file that is huge, and nothing that is no plain file', () => {
  const { readFile } = here()
  expect(readFile('huge.env')).toBeNull()
  expect(readFile('.')).toBeNull()
  expect(readFile('/dev/zero')).toBeNull()
  expect(readFile('shop.env')).toContain('COLOUR')
})

it('an app that was started from a dock begins at home', () => {
  expect(workingPlace({ env: {}, cwd: '/' }).cwd).toBe(homedir())
})
