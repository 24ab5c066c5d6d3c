import type { format as en } from '../en/format.ts'
import type { Translated } from '../translated.ts'

export const format: Translated<typeof en> = {
  seconds: '{{count}} 秒',
  minutes: '{{count}} 分钟',
  hours: '{{count}} 小时',
  days: '{{count}} 天',
  ago: '{{age}}前',
  justNow: '刚刚',
  workSeconds: '{{seconds}} 秒',
  workMinutes: '{{minutes}} 分 {{seconds}} 秒',
  timeLeft: '约剩 {{duration}}',
}
