import { expect, it } from 'vitest'
import type { EditMark } from '../../shared/bin-name.ts'
import { beginEdit, endEdit, isUnderWay, ownerMark } from './owner.ts'

const hourMs = 60 * 60 * 1_000
const now = 1_795_000_000_000
const mark = (owner: string, startedAtMs: number): EditMark => ({
  kind: 'old',
  name: 'web',
  former: { run: 'running', restart: { name: 'no', maximumRetries: 0 } },
  startedAtMs,
  owner,
  partnerId: '',
})

it('knows the edits of this process, each by its beginning', () => {
  const [first, second] = [beginEdit(now), beginEdit(now)]
  expect(second).not.toBe(first)
  endEdit(second)
  expect(isUnderWay(mark(ownerMark, first))).toBe(true)
  expect(isUnderWay(mark(ownerMark, second))).toBe(false)
  endEdit(first)
  expect(isUnderWay(mark(ownerMark, first))).toBe(false)
})

it.each([
  ['a process of this computer that is gone', `${ownerMark.slice(0, 8)}zzzzzz`, 0, false],
  ['a process of this computer that lives', `${ownerMark.slice(0, 8)}1`, 0, true],
  ['a process of another computer', 'ffffffff1', 0, true],
  ['a process of another computer, long ago', 'ffffffff1', 2 * hourMs, false],
])('%s', (_, owner, agoMs, isBusy) => {
  expect(isUnderWay(mark(owner, now - agoMs), now)).toBe(isBusy)
})
