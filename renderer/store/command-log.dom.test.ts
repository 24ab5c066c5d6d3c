import { beforeEach, expect, it } from 'vitest'
import { clearLog, keepLog, useCommandLog } from './command-log.ts'
import { recordCommand, useCompanion } from './companion.ts'

beforeEach(() => {
  useCompanion.setState({ done: [] })
  clearLog()
})

const kept = () => useCommandLog.getState().commands

it('keeps what was done before and after it was asked for, newest first, without secrets', () => {
  recordCommand({ command: 'docker stop web', result: 'ok', atMs: 3_000, startedAtMs: 1_000 })
  const stop = keepLog()
  recordCommand({ command: 'docker run -e DB_PASSWORD=s3cret db', result: 'failed', atMs: 4_000 })
  expect(kept()).toMatchObject([
    { command: 'docker run -e DB_PASSWORD="$DB_PASSWORD" db', result: 'failed', tookMs: null },
    { command: 'docker stop web', result: 'ok', tookMs: 2_000 },
  ])
  expect(localStorage.getItem('bayplan.command-log')).not.toContain('s3cret')
  stop()
})

it('is bounded', () => {
  const stop = keepLog()
  for (let index = 0; index < 510; index += 1)
    recordCommand({ command: `docker stop ${'x'.repeat(1_000)}`, result: 'ok', atMs: index })
  expect(kept().length).toBeLessThan(260)
  expect(new Set(kept().map(({ id }) => id)).size).toBe(kept().length)
  expect(kept()[0]?.atMs).toBe(509)
  stop()
})

it('can be cleared', () => {
  const stop = keepLog()
  recordCommand({ command: 'docker ps', result: 'ok', atMs: 1 })
  clearLog()
  expect(kept()).toEqual([])
  expect(localStorage.getItem('bayplan.command-log')).toBeNull()
  stop()
})
