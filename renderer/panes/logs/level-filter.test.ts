import { describe, expect, it } from 'vitest'
import { everyLine } from '../../streams/log-block.ts'
import { logLevels } from '../../streams/log-levels.ts'
import { countGroups, isGroupShown, showOnly, toggleGroup } from './level-filter.ts'
import { spanOf, spanOptions, startOfSpan } from './log-span.ts'
import { formatLogTime } from './log-time.ts'

const shown = (filter: { levels: number }) => logLevels.filter((_, code) => (filter.levels >> code) & 1)

describe('level chips', () => {
  it('hide and show the levels they stand for', () => {
    const withoutDebug = toggleGroup(everyLine, 'debug')
    expect(shown(withoutDebug)).toEqual(['none', 'info', 'notice', 'warn', 'error', 'fatal'])
    expect(isGroupShown(withoutDebug, 'debug')).toBe(false)
    expect(toggleGroup(withoutDebug, 'debug')).toEqual(everyLine)
  })

  it('show one level alone, and all again', () => {
    const only = showOnly(everyLine, 'error')
    expect(shown(only)).toEqual(['error', 'fatal'])
    expect(showOnly(only, 'error')).toEqual(everyLine)
    expect(shown(showOnly(only, 'warn'))).toEqual(['warn'])
  })

  it('show everything when the last one is hidden', () => {
    expect(toggleGroup(showOnly(everyLine, 'info'), 'info')).toEqual(everyLine)
  })

  it('keep the choice of streams', () => {
    expect(showOnly({ ...everyLine, sources: 2 }, 'info').sources).toBe(2)
  })

  it('count levels together', () => {
    expect(countGroups([1, 2, 3, 4, 5, 6, 7, 8])).toEqual({ none: 1, debug: 5, info: 9, warn: 6, error: 15 })
  })
})

describe('span', () => {
  it.each([
    ['lines1k', { tail: 1000, since: null }],
    ['all', { tail: null, since: null }],
    ['minutes5', { tail: null, since: '5m' }],
    ['minutes30', { tail: null, since: '30m' }],
    ['hours24', { tail: null, since: '24h' }],
  ] as const)('%s as docker logs says it', (span, options) => {
    expect(spanOptions(span)).toEqual(options)
    expect(spanOf(startOfSpan(span))).toBe(span)
  })
})

describe('formatLogTime', () => {
  const seconds = Date.UTC(2026, 10, 20, 4, 2, 3) / 1000
  it('writes UTC with milliseconds', () => {
    expect(formatLogTime(seconds, 45_999_999, 'utc', 0)).toBe('04:02:03.045')
  })
  it('writes local time', () => {
    const date = new Date(seconds * 1000)
    const local = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) =>
      String(part).padStart(2, '0'),
    )
    expect(formatLogTime(seconds, 999_999_999, 'local', 0)).toBe(`${local.join(':')}.999`)
  })
  it('writes nothing', () => {
    expect(formatLogTime(seconds, 0, 'none', 0)).toBe('')
  })
})
