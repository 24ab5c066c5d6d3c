import type { common as en } from '../en/common.ts'
import type { Translated } from '../translated.ts'

export const common: Translated<typeof en> = {
  close: '关闭',
  cancel: '取消',
  copy: '复制',
  copied: '已复制',
  retry: '重试',
  more: '更多操作',
  back: '返回',
  none: '无',
}
