import i18next from 'i18next'
import { expect, it } from 'vitest'
import type { PortAnswer } from '../../../shared/ports.ts'
import '../../i18n/pane-words.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { keepRows, type PortRow, portText } from './port-rows.ts'
import { answerGlyph, answerWord, conflictText, explainAnswer, reachWord } from './port-words.ts'

await startI18n('en')
const { t } = i18next

const row = (part: Partial<PortRow> = {}): PortRow => ({
  id: 'web:8080:80/tcp',
  protocol: 'tcp',
  hostPort: 8080,
  range: null,
  addresses: ['127.0.0.1'],
  containerPort: 80,
  holder: { kind: 'container', id: 'web', name: 'web', state: 'running' },
  isHeld: true,
  rivals: [],
  ...part,
})
const program = row({
  id: 'program:7:8080/tcp',
  containerPort: null,
  holder: { kind: 'program', owner: { pid: 7, name: 'node', command: 'node app.js' } },
})
const answer = (part: Partial<PortAnswer>): PortAnswer => ({
  outcome: 'answers',
  address: '127.0.0.1:8080',
  tookMs: 3,
  insideAddresses: null,
  isInsideLoopbackOnly: false,
  ...part,
})

it.each([
  [row(), {}, 'done', 'Answers', /took the connection within 3 ms/],
  [row(), { outcome: 'refused' }, 'unhealthy', 'Refuses connections', /Nothing takes connections/],
  [row(), { outcome: 'closed' }, 'unhealthy', 'Drops connections', /Docker’s proxy .* in web .* port 80/],
  [program, { outcome: 'closed' }, 'unhealthy', 'Drops connections', /^127.0.0.1:8080 took .* at once\.$/],
  [
    row(),
    { outcome: 'closed', insideAddresses: [] },
    'unhealthy',
    'Nothing listens inside',
    /Nothing in web/,
  ],
  [
    row(),
    { outcome: 'closed', insideAddresses: ['127.0.0.1'], isInsideLoopbackOnly: true },
    'unhealthy',
    'Listens on loopback only',
    /of its own loopback only/,
  ],
  [row(), { outcome: 'no-handshake' }, 'created', 'UDP tells nothing', /no connections/],
  [row(), { outcome: 'other-host' }, 'created', 'Not from here', /only programs there/],
] as const)('an answer is told and explained: %#', (of, part, glyph, word, why) => {
  const told = answer(part)
  expect(answerGlyph(told)).toBe(glyph)
  expect(answerWord(told, t)).toBe(word)
  expect(explainAnswer(of, told, t)).toMatch(why)
})

it('a conflict is told from the side one looks from', () => {
  const next = row({
    id: 'next',
    isHeld: false,
    holder: { kind: 'container', id: 'next', name: 'next', state: 'exited' },
  })
  expect(conflictText(row(), next, t)).toBe('next wants :8080 too. It cannot start while web has it.')
  expect(conflictText(next, row(), t)).toBe(
    'next wants :8080, which web has. It cannot start while web runs.',
  )
  expect(conflictText(next, { ...next, id: 'x' }, t)).toMatch(/Only one of both/)
  expect(conflictText(next, program, t)).toMatch(/^node, a program of the engine’s host, has :8080/)
})

it('a place reads as it is typed, and says how far it reaches', () => {
  expect(portText(row())).toBe(':8080')
  expect(portText(row({ hostPort: null, range: '80-90' }))).toBe(':80-90')
  expect(portText(row({ hostPort: null }))).toBe('')
  expect(reachWord(row(), t)).toBe('The engine’s host only')
  expect(reachWord(row({ addresses: ['10.0.0.1', '10.0.0.2'] }), t)).toBe('10.0.0.1, 10.0.0.2')
})

it('a row keeps its identity until it differs', () => {
  const before = [row(), program]
  expect(keepRows(before, [row(), { ...program }])).toBe(before)
  const next = keepRows(before, [row({ isHeld: false }), { ...program }])
  expect(next).not.toBe(before)
  expect(next[1]).toBe(program)
})
