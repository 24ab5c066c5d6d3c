import i18next from 'i18next'
import { beforeEach, expect, test } from 'vitest'
import { EngineError, errorCodes } from '../shared/errors.ts'
import { setLanguage, startI18n } from './i18n/i18n.ts'
import { describeError } from './messages.ts'

await startI18n('en')
beforeEach(() => setLanguage('en'))

const subject = { kind: 'container', id: 'f'.repeat(64), name: 'study-db' } as const

test("a failed start names the container, says why and keeps the engine's words apart", () => {
  const error = new EngineError('conflict', 'Bind for 0.0.0.0:5432 failed', {
    operation: 'ContainerStart',
    status: 500,
    subject,
  })
  const message = describeError(error, i18next.t)
  expect(message.title).toBe('study-db did not start')
  expect(message.text).not.toContain('Bind for')
  expect(message.details).toBe(
    'Bind for 0.0.0.0:5432 failed\ncode: conflict, operation: ContainerStart, status: 500',
  )
})

test('a subject without a name is told by its short id', () => {
  const error = new EngineError('not-found', 'No such container', {
    operation: 'container.stop',
    subject: { ...subject, name: null },
  })
  expect(describeError(error, i18next.t).title).toBe('ffffffffffff did not stop')
})

test('a bug surfaces as an internal error with its stack', () => {
  const message = describeError(new TypeError('x is not a function'), i18next.t)
  expect(message.title).toBe('That did not work')
  expect(message.text).toContain('inside Bayplan')
  expect(message.details).toMatch(/code: internal\nTypeError: x is not a function\n\s+at /)
})

test.each(errorCodes)('code %s has words in both languages', async (code) => {
  const english = describeError(new EngineError(code, ''), i18next.t).text
  await setLanguage('zh-CN')
  const chinese = describeError(new EngineError(code, ''), i18next.t).text
  expect(english).toMatch(/^[A-Z][^{}]+\.$/)
  expect(chinese).toMatch(/[\u4e00-\u9fff][^{}]*。$/)
})
