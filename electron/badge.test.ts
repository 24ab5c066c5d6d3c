import { expect, it, vi } from 'vitest'
import { showBadge } from './badge.ts'

function badgeOn(platform: string) {
  const parts = { platform, setBadgeCount: vi.fn(), setOverlay: vi.fn(), image: () => 'dot' }
  showBadge(parts, 2, 'two')
  showBadge(parts, 0, 'none')
  return parts
}

it('the badge is a number on macOS and Linux', () => {
  const parts = badgeOn('linux')
  expect(parts.setBadgeCount.mock.calls).toEqual([[2], [0]])
  expect(parts.setOverlay).not.toHaveBeenCalled()
})

it('the badge is a picture with words on Windows, and goes at zero', () => {
  const parts = badgeOn('win32')
  expect(parts.setOverlay.mock.calls).toEqual([
    ['dot', 'two'],
    [null, ''],
  ])
  expect(parts.setBadgeCount).not.toHaveBeenCalled()
})
