import { expect, it } from 'vitest'
import type { NameMark } from './bin-name.ts'
import { formatBinName, parseBinName } from './bin-name.ts'

const times = { binnedAtMs: 1_795_000_000_123, expiresAtMs: 1_795_604_800_123 }
const marks: readonly NameMark[] = [
  ...(['running', 'paused', 'stopped'] as const).flatMap((run) =>
    [
      { name: 'no', maximumRetries: 0 },
      { name: 'always', maximumRetries: 0 },
      { name: 'unless-stopped', maximumRetries: 0 },
      { name: 'on-failure', maximumRetries: 0 },
      { name: 'on-failure', maximumRetries: 12 },
    ].map(
      (restart): NameMark => ({
        ...times,
        kind: 'bin',
        name: 'web',
        former: { run, restart },
        takesVolumes: run === 'paused',
        isReplaced: run === 'stopped',
      }),
    ),
  ),
  ...(['old', 'new'] as const).map(
    (kind): NameMark => ({
      kind,
      name: 'bayplan-bin.x.web_1',
      former: { run: 'running', restart: { name: 'always', maximumRetries: 0 } },
      startedAtMs: times.binnedAtMs,
      owner: '0a1b2c3d9xz',
      partnerId: kind === 'old' ? '0123456789ab' : '',
    }),
  ),
  {
    kind: 'bin',
    name: 'a.b.c-d_e',
    former: { run: 'stopped', restart: { name: 'no', maximumRetries: 0 } },
    binnedAtMs: 0,
    expiresAtMs: null,
    takesVolumes: false,
    isReplaced: false,
  },
]

it.each(marks.map((mark) => [formatBinName(mark), mark] as const))('%s', (name, mark) => {
  expect(parseBinName(name)).toEqual(mark)
  // What an engine takes for a name.
  expect(name).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/)
})

it.each([
  'web',
  'bayplan-web',
  'bayplan-bin',
  'bayplan-bin.web',
  'bayplan-bin.1.2.zz.web',
  'bayplan-bin.1.2.rn.',
  'x-bayplan-bin.1.2.rn.web',
])('takes %j for a name that somebody else gave', (name) => {
  expect(parseBinName(name)).toBeNull()
})
