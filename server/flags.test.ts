import { describe, expect, it } from 'vitest'
import { FlagError, parseFlags } from './flags.ts'

describe('flags', () => {
  it('have defaults', () => {
    expect(parseFlags([])).toEqual({
      host: undefined,
      context: undefined,
      port: 0,
      idleExitSeconds: 60,
      hasOpenTicket: false,
      isDev: false,
    })
  })

  it('are read in both spellings', () => {
    const argv = [
      '--host',
      'unix:///x.sock',
      '--context=remote',
      '--port=4711',
      '--idle-exit',
      '0',
      '--open-ticket',
    ]
    expect(parseFlags(argv)).toEqual({
      host: 'unix:///x.sock',
      context: 'remote',
      port: 4711,
      idleExitSeconds: 0,
      hasOpenTicket: true,
      isDev: false,
    })
  })

  it.each([
    ['--bind=0.0.0.0'],
    ['extra'],
    ['--port'],
    ['--port=65536'],
    ['--port=-1'],
    ['--port=1e3'],
    ['--port='],
    ['--idle-exit=soon'],
    ['--idle-exit=99999999999'],
    ['--open-ticket=yes'],
  ])('refuse %s in one line', (flag) => {
    const parse = () => parseFlags([flag])
    expect(parse).toThrow(FlagError)
    expect(parse).toThrow(/^[^\n]+$/)
  })
})
