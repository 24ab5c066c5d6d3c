import { beforeEach, describe, expect, test } from 'vitest'
import {
  formatAge,
  formatAgo,
  formatBinaryBytes,
  formatCount,
  formatDecimalBytes,
  formatDuration,
  formatPercent,
  formatProgress,
  formatRate,
  formatTime,
  shortId,
} from './format.ts'
import { setLanguage, startI18n } from './i18n/i18n.ts'

await startI18n('en')
beforeEach(() => setLanguage('en'))

/** The no-break spaces as plain ones, to keep the tables readable. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [512, '512 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [10_276_045, '9.8 MiB'],
    [284 * 1024 ** 2, '284 MiB'],
    [1024 ** 3 * 1.24, '1.24 GiB'],
    [15.6 * 1024 ** 3, '15.6 GiB'],
    [1024 ** 3 - 1, '1.0 GiB'],
    [null, '–'],
  ])('memory of %s bytes is %s', (bytes, text) => {
    expect(plain(formatBinaryBytes(bytes))).toBe(text)
  })

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [48_200_000, '48.2 MB'],
    [1_840_000_000, '1.84 GB'],
    [999_999, '1.0 MB'],
    [120_000_000_000, '120 GB'],
  ])('disk size of %s bytes is %s', (bytes, text) => {
    expect(plain(formatDecimalBytes(bytes))).toBe(text)
  })

  test('units are Latin in Chinese too, and a no-break space joins them', async () => {
    await setLanguage('zh-CN')
    expect(formatBinaryBytes(284 * 1024 ** 2)).toBe('284\u00a0MiB')
    expect(formatRate(428_000)).toBe('428\u00a0kB/s')
  })
})

test.each([
  [0, '0.0%'],
  [12.44, '12.4%'],
  [113.3, '113.3%'],
  [1600, '1600.0%'],
  [null, '–'],
])('percent of one core %s is %s', (value, text) => {
  expect(formatPercent(value)).toBe(text)
})

test.each([
  [0, '0%'],
  [0.621, '62%'],
  [0.999, '99%'],
  [1, '100%'],
])('progress of %s is %s', (fraction, text) => {
  expect(formatProgress(fraction)).toBe(text)
})

test('counts are grouped', () => {
  expect(formatCount(1_804)).toBe('1,804')
})

test.each([
  [-5, '0s', '0 秒'],
  [0, '0s', '0 秒'],
  [45 * second, '45s', '45 秒'],
  [12 * minute + 59 * second, '12m', '12 分钟'],
  [3 * hour + 59 * minute, '3h', '3 小时'],
  [3 * day + 4 * hour, '3d 4h', '3 天'],
  [6 * day, '6d', '6 天'],
  [21 * day + 5 * hour, '21d', '21 天'],
])('an age of %s ms is %s, %s', async (ms, english, chinese) => {
  expect(plain(formatAge(ms))).toBe(english)
  await setLanguage('zh-CN')
  expect(plain(formatAge(ms))).toBe(chinese)
})

describe('ago', () => {
  const now = new Date(2026, 10, 20, 14, 22, 7).getTime()
  test.each([
    [now - 9 * second, 'just now', '刚刚'],
    [now + 2 * second, 'just now', '刚刚'],
    [now - 45 * second, '45s ago', '45 秒前'],
    [now - 2 * hour, '2h ago', '2 小时前'],
    [now - 4 * day, 'Mon', '周一'],
    [now - 30 * day, '21 Oct', '10月21日'],
    [now - 400 * day, '16 Oct 2025', '2025年10月16日'],
  ])('%s', async (at, english, chinese) => {
    expect(plain(formatAgo(at, now))).toBe(english)
    await setLanguage('zh-CN')
    expect(plain(formatAgo(at, now))).toBe(chinese)
  })

  test('the time of day has 24 hours and no "24:00"', () => {
    expect(formatTime(new Date(2026, 10, 20, 0, 2, 3).getTime())).toBe('00:02:03')
    expect(formatTime(now)).toBe('14:22:07')
  })
})

test.each([
  [0, '0.0 s', '0.0 秒'],
  [14_840, '14.8 s', '14.8 秒'],
  [59_960, '1 min 0 s', '1 分 0 秒'],
  [81_000, '1 min 21 s', '1 分 21 秒'],
])('work of %s ms took %s, %s', async (ms, english, chinese) => {
  expect(plain(formatDuration(ms))).toBe(english)
  await setLanguage('zh-CN')
  expect(plain(formatDuration(ms))).toBe(chinese)
})

test('ids and digests are cut to twelve characters', () => {
  expect(shortId('sha256:3f2a9c81d0b4e5f60718')).toBe('3f2a9c81d0b4')
})
