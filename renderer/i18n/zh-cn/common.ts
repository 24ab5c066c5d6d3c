import type { common as en } from '../en/common.ts'
import type { Translated } from '../translated.ts'

export const common: Translated<typeof en> = {
  close: '关闭',
  cancel: '取消',
  clear: '清除',
  copy: '复制',
  copied: '已复制',
  copyDetails: '复制详情',
  copyNamed: '复制 {{name}}',
  showValue: '显示 {{name}}',
  hideValue: '隐藏 {{name}}',
  details: '详情',
  retry: '重试',
  back: '返回',
}
