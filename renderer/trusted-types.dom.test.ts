import { afterEach, describe, expect, it, vi } from 'vitest'
import { allowOwnWorkers } from './trusted-types.ts'

describe('trusted types', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('allow scripts of workers from this origin only, and no markup at all', () => {
    const createPolicy = vi.fn()
    vi.stubGlobal('trustedTypes', { createPolicy })
    allowOwnWorkers()
    const [name, rules] = createPolicy.mock.calls[0]!
    expect(name).toBe('default')
    expect(Object.keys(rules)).toEqual(['createScriptURL'])
    const own = `${location.origin}/assets/worker.js`
    expect(rules.createScriptURL(own)).toBe(own)
    expect(rules.createScriptURL('./assets/worker.js')).toBe('./assets/worker.js')
    for (const url of [
      'https://evil.example/x.js',
      '//evil.example/x.js',
      'data:text/javascript,1',
      'blob:null/x',
    ]) {
      expect(rules.createScriptURL(url)).toBeNull()
    }
  })

  it('are left alone in a browser without them', () => {
    expect(allowOwnWorkers).not.toThrow()
  })
})
