import { describe, expect, it } from 'vitest'
import { deriveState, explainExit, stateKinds } from './container-state.ts'
import { en } from './i18n/en.ts'
import { zhCn } from './i18n/zh-cn.ts'
import { fakeContainer, fakeExited, fakeRuntime } from './testing/fake-container.ts'

const now = 1_800_000_000_000 + 3_600_000

describe('deriveState', () => {
  it.each([
    ['running without a check', fakeContainer(), 'running', 'running', 'ok', 'plain', false],
    ['healthy', fakeContainer({ health: 'healthy' }), 'healthy', 'healthy', 'ok', 'plain', false],
    ['starting', fakeContainer({ health: 'starting' }), 'starting', 'starting', 'ok', 'plain', false],
    ['unhealthy', fakeContainer({ health: 'unhealthy' }), 'unhealthy', 'unhealthy', 'warn', 'warn', true],
    [
      'restarting once',
      fakeContainer({ state: 'restarting', runtime: fakeRuntime({ restartCount: 1 }) }),
      'restarting',
      'restarting',
      'warn',
      'warn',
      false,
    ],
    [
      'restarting again',
      fakeContainer({ state: 'restarting', runtime: fakeRuntime({ restartCount: 4 }) }),
      'restarting',
      'restarting',
      'warn',
      'warn',
      true,
    ],
    ['paused', fakeContainer({ state: 'paused' }), 'paused', 'paused', 'pause', 'pause', false],
    ['exited 0', fakeExited(0), 'exited', 'exited', 'idle', 'plain', false],
    ['exited 1', fakeExited(1), 'failed', 'failed', 'bad', 'bad', true],
    [
      'stopped here, 143',
      fakeExited(143, { wasStoppedHere: true }),
      'stopped',
      'exited',
      'idle',
      'plain',
      false,
    ],
    [
      'stopped here, 137',
      fakeExited(137, { wasStoppedHere: true }),
      'stopped',
      'exited',
      'idle',
      'plain',
      false,
    ],
    ['137 by somebody else', fakeExited(137), 'failed', 'failed', 'bad', 'bad', true],
    [
      'stopped here but failed by itself',
      fakeExited(3, { wasStoppedHere: true }),
      'failed',
      'failed',
      'bad',
      'bad',
      true,
    ],
    ['created', fakeContainer({ state: 'created' }), 'created', 'created', 'idle', 'plain', false],
    ['removing', fakeContainer({ state: 'removing' }), 'removing', 'removing', 'idle', 'quiet', false],
    ['dead', fakeContainer({ state: 'dead' }), 'dead', 'dead', 'bad', 'bad', true],
    [
      'a state of a later engine',
      fakeContainer({ state: 'hibernated' }),
      'unknown',
      'created',
      'idle',
      'quiet',
      false,
    ],
  ])('%s', (_name, container, kind, glyph, tone, textTone, needsAttention) => {
    expect(deriveState(container, now)).toMatchObject({ kind, glyph, tone, textTone, needsAttention })
  })

  it('counts an out-of-memory kill as a failure even after a stop from here', () => {
    const runtime = fakeRuntime({ exitCode: 137, wasOomKilled: true })
    const view = deriveState(fakeExited(137, { wasStoppedHere: true, runtime }), now)
    expect(view).toMatchObject({ kind: 'failed', needsAttention: true, exit: { reason: 'outOfMemory' } })
  })

  it('lets a fresh restart loop need attention while it runs, and a calm one not', () => {
    const looping = (startedAtMs: number) =>
      deriveState(fakeContainer({ runtime: fakeRuntime({ restartCount: 3, startedAtMs }) }), now)
    expect(looping(now - 60_000).needsAttention).toBe(true)
    expect(looping(now - 301_000).needsAttention).toBe(false)
  })

  it('needs attention at the memory limit, not without one', () => {
    const limited = fakeContainer({ runtime: fakeRuntime({ memoryLimitBytes: 1000 }) })
    expect(deriveState(limited, now, 980).needsAttention).toBe(true)
    expect(deriveState(limited, now, 979).needsAttention).toBe(false)
    expect(deriveState(fakeContainer(), now, 10 ** 12).needsAttention).toBe(false)
  })

  it('knows a finished one-shot as completed, not as missing (a project is not "partially running")', () => {
    expect(deriveState(fakeExited(0), now).isCompleted).toBe(true)
    const always = fakeRuntime({ exitCode: 0, restartPolicy: 'always' })
    expect(deriveState(fakeExited(0, { runtime: always }), now).isCompleted).toBe(false)
    expect(deriveState(fakeExited(1), now).isCompleted).toBe(false)
  })

  it('uses the exit code of the phrase until inspect tells', () => {
    expect(deriveState(fakeExited(2, { runtime: null }), now)).toMatchObject({
      exit: { code: 2 },
      sinceMs: null,
    })
  })
})

describe('explainExit', () => {
  it.each([
    [0, false, 'normal', 0],
    [1, false, 'error', 0],
    [125, false, 'docker', 0],
    [126, false, 'notExecutable', 0],
    [127, false, 'notFound', 0],
    [130, false, 'interrupted', 2],
    [134, false, 'aborted', 6],
    [137, true, 'outOfMemory', 9],
    [137, false, 'killed', 9],
    [139, false, 'crashed', 11],
    [143, false, 'asked', 15],
    [129, false, 'signal', 1],
    [255, false, 'other', 0],
    [42, false, 'other', 0],
  ])('%d (out of memory: %s) is %s', (code, wasOomKilled, reason, signal) => {
    expect(explainExit(code, wasOomKilled)).toEqual({ code, reason, signal })
  })
})

it('has a word for every state in both languages', () => {
  for (const kind of stateKinds) {
    expect(en.containers.state[kind]).toBeTruthy()
    expect(zhCn.containers.state[kind]).toBeTruthy()
  }
})
