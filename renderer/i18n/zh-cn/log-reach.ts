import type { logReach as en } from '../en/log-reach.ts'
import type { Translated } from '../translated.ts'

export const logReach: Translated<typeof en> = {
  held: '每个打开的日志保留的文本',
  heldNote: '默认 {{size}}。超出时最旧的行会被丢弃；向上滚动会从引擎重新读取。',
  heldUpTo: '最多保留 {{size}}',
  jump: '跳转到时间…',
  jumpTitle: '跳转到时间',
  time: '时间',
  timeHint: '本地时间，例如 14:03、2026-11-20 14:03:12 或 -15m',
  timeHintUtc: 'UTC 时间，例如 14:03、2026-11-20 14:03:12 或 -15m',
  noTime: '不是过去的时间。可以写 14:03、2026-11-20 14:03:12 或 -15m。',
  go: '跳转',
  since: '自 {{time}} 起',
  readingOlder: '正在读取更早的行',
  olderFailed: '无法读取更早的行。向上滚动可重试。',
  beginning: '日志开头',
  heldBack: '尚未读取更新的行',
  heldBackHint: '向下滚动继续读取，或回到最新一行。',
}
