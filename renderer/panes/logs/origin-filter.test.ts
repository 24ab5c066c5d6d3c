import { describe, expect, it } from 'vitest'
import { everyLine } from '../../streams/log-block.ts'
import { isOriginShown, originColor, showOnlyOrigin, toggleOrigin } from './origin-filter.ts'

describe('the filter by container', () => {
  it('mutes one, and brings it back', () => {
    const muted = toggleOrigin(everyLine, 1, 3)
    expect([0, 1, 2].map((origin) => isOriginShown(muted, origin))).toEqual([true, false, true])
    expect(isOriginShown(toggleOrigin(muted, 1, 3), 1)).toBe(true)
  })

  it('shows all when the last one is muted', () => {
    const one = showOnlyOrigin(everyLine, 2, 3)
    expect([0, 1, 2].map((origin) => isOriginShown(one, origin))).toEqual([false, false, true])
    expect(toggleOrigin(one, 2, 3).hiddenOrigins).toEqual([])
    expect(showOnlyOrigin(one, 2, 3).hiddenOrigins).toEqual([])
  })

  it('repeats colours after the fifth, and keeps that of a container that is made again', () => {
    const origins = ['a', 'b', 'c', 'd', 'e', 'f', 'b'].map((name) => ({ name }))
    expect([0, 1, 4, 5, 6].map((origin) => originColor(origins, origin))).toEqual([
      'var(--data-1)',
      'var(--data-2)',
      'var(--data-5)',
      'var(--data-1)',
      'var(--data-2)',
    ])
  })
})
