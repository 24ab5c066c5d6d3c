import { describe, expect, it } from 'vitest'
import type { EngineConnection } from './client.ts'
import type { EngineEvent, EngineEvents } from './events.ts'
import { ContainerChanges } from './logs-changes.ts'

function watched() {
  let tell: (event: EngineEvent) => void = () => undefined
  const undo = () => () => undefined
  const events = {
    onContainerEvent: (listener: (event: EngineEvent) => void) => {
      tell = listener
      return () => undefined
    },
    onStream: undo,
  } as unknown as EngineEvents
  const changes = new ContainerChanges(events, { onStatus: undo } as unknown as EngineConnection)
  changes.watch('c1')
  const say = (action: string, attributes: Record<string, string> = {}, id = 'c1') =>
    tell({ type: 'container', id, action, attributes, atMs: 7 } as unknown as EngineEvent)
  return { changes, say }
}

describe('why a run ended', () => {
  it.each([
    ['the program by itself', [['die', { exitCode: '1' }]], { exitCode: 1, cause: 'itself' }],
    [
      'a stop',
      [
        ['kill', { signal: '15' }],
        ['die', { exitCode: '143' }],
      ],
      { exitCode: 143, cause: 'asked' },
    ],
    [
      'a signal that it can live with, and then itself',
      [
        ['kill', { signal: '1' }],
        ['die', { exitCode: '0' }],
      ],
      { exitCode: 0, cause: 'itself' },
    ],
    [
      'the limit of its memory',
      [
        ['oom', {}],
        ['die', { exitCode: '137' }],
      ],
      { exitCode: 137, cause: 'memory' },
    ],
    ['a signal that nobody told of', [['die', { exitCode: '137' }]], { exitCode: 137, cause: null }],
    [
      'itself, after a run that was stopped',
      [
        ['kill', { signal: '15' }],
        ['die', { exitCode: '0' }],
        ['start', {}],
        ['die', { exitCode: '2' }],
      ],
      { exitCode: 2, cause: 'itself' },
    ],
  ] as const)('is %s', (_name, story, end) => {
    const { changes, say } = watched()
    for (const [action, attributes] of story) say(action, attributes)
    expect(changes.lastDeath).toEqual({ atMs: 7, ...end })
  })

  it('is not what happened to another container', () => {
    const { changes, say } = watched()
    say('kill', { signal: '15' }, 'c2')
    say('die', { exitCode: '0' }, 'c2')
    expect(changes.lastDeath).toBeNull()
    expect(changes.count).toBe(0)
  })
})
