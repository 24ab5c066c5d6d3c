import { describe, expect, test } from 'vitest'
import { runOptions } from '../../../../shared/docker-run/run-options.ts'
import { emptySpec, type RunSpec } from '../../../../shared/docker-run/run-spec.ts'
import { draftOf, emptyDraft, isInForm, withText, writeDraft } from './draft.ts'
import { mountRow } from './rows.ts'

const spec = (options: RunSpec['options'], more: Partial<RunSpec> = {}): RunSpec => ({
  ...emptySpec('nginx:1.29'),
  options,
  ...more,
})
const again = (one: RunSpec) => writeDraft(draftOf(one)).spec

describe('what was pasted stands in the form, and comes out of it the same', () => {
  test.each([
    ['ports', spec({ publish: ['8080:80', '127.0.0.1::53/udp', '[::1]:8000-8010:8000-8010', '9000'] })],
    ['variables', spec({ env: ['A=1', 'B=', 'HOME', 'URL=http://x/?a=b'] })],
    ['volumes', spec({ volume: ['data:/data', '/srv:/srv:ro,z', '/cache', 'C:\\x:/x'] })],
    ['folders of a shell', spec({ volume: ['$(pwd):/app', '~/a:/a'] }, { variables: ['$(pwd)', '~'] })],
    ['temporary memory', spec({ tmpfs: ['/run', '/tmp:size=64m,mode=1777'] })],
    [
      'mounts that say more than the fields',
      spec({
        mount: ['type=bind,src=/a,dst=/b,bind-propagation=rslave', 'type=volume,"src=a,b",dst=/c', 'oops'],
      }),
    ],
    [
      'networks',
      spec({ network: ['front', 'name=back,alias=db,alias=cache,ip=172.20.0.5,driver-opt=a=b', 'host'] }),
    ],
    ['lists', spec({ label: ['a=b', 'c'], 'cap-add': ['NET_ADMIN'] })],
    ['an empty text', spec({ entrypoint: '' })],
    ['switches that are off', spec({ 'sig-proxy': false })],
    ['the command', spec({}, { command: ['sh', '-c', 'echo \'a b\' "$HOME"', ''] })],
    ['unknown flags', spec({ privileged: true }, { unknown: [{ text: '--shiny=1' }], variables: ['$HOME'] })],
  ])('%s', (_what, one) => {
    expect(again(one)).toEqual(one)
  })
})

test('a plain mount is written the short way, and means the same', () => {
  const mount = ['type=bind,source=/a,target=/b,readonly', 'type=volume,dst=/c', 'type=tmpfs,destination=/d']
  expect(again(spec({ mount })).options.mount).toEqual([
    'type=bind,src=/a,dst=/b,readonly',
    'type=volume,dst=/c',
    'type=tmpfs,dst=/d',
  ])
})

test('every option survives the form', () => {
  const options = Object.fromEntries(
    runOptions.map(({ name, kind }) => [
      name,
      kind === 'switch' ? name !== 'sig-proxy' : kind === 'text' ? 'x' : ['x'],
    ]),
  )
  expect(again(spec(options as RunSpec['options'])).options).toEqual(options)
})

test('rows that are still empty write nothing, and the others keep their number', () => {
  const { ports, ...draft } = draftOf(spec({ publish: ['80:80', '81:81'] }))
  const [first, second] = ports
  const empty = { id: -1, host: '', container: '', protocol: 'tcp' }
  const written = writeDraft({ ...draft, ports: [first!, empty, second!] })
  expect(written.spec.options.publish).toEqual(['80:80', '81:81'])
  expect(written.parts.get(second!.id)).toBe('publish:1')
  expect(written.parts.has(-1)).toBe(false)
})

test('clearing a field takes its option away', () => {
  expect(writeDraft(withText(emptyDraft, 'memory', '')).spec.options).toEqual({ detach: true })
  expect(isInForm(withText(emptyDraft, 'memory', '1g'), 'memory')).toBe(true)
  expect(isInForm(emptyDraft, 'memory')).toBe(false)
})

test('a quote left open is told, and what was typed is kept', () => {
  const written = writeDraft({ ...emptyDraft, command: "sh -c 'oops" })
  expect(written.isCommandWhole).toBe(false)
  expect(written.spec.command).toEqual(["sh -c 'oops"])
})

test('a path that is typed as in a shell is written as one', () => {
  const mounts = ['~/data:/data', '$HOME/x:/x', './y:/y', 'vol:/z'].map((value) => mountRow('volume', value))
  expect(writeDraft({ ...emptyDraft, mounts }).spec.variables).toEqual(['~', '$HOME'])
})
