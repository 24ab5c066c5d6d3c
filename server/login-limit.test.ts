import { describe, expect, it } from 'vitest'
import { LoginLimit } from './login-limit.ts'

describe('login limit', () => {
  it('bears a burst of failures, then one a second', () => {
    let now = 1_000
    const limit = new LoginLimit(() => now)
    for (let failure = 0; failure < 20; failure += 1) {
      expect(limit.isExceeded).toBe(false)
      limit.fail()
    }
    expect(limit.isExceeded).toBe(true)
    now += 999
    expect(limit.isExceeded).toBe(true)
    now += 1
    expect(limit.isExceeded).toBe(false)
    limit.fail()
    expect(limit.isExceeded).toBe(true)
    now += 60_000
    expect(limit.isExceeded).toBe(false)
  })
})
