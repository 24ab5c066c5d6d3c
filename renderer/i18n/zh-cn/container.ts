import type { container as en } from '../en/container.ts'
import type { Translated } from '../translated.ts'

export const container: Translated<typeof en> = {
  tabs: '容器页面',
  overview: '概览',
  logs: '日志',
  terminal: '终端',
  stats: '资源统计',
  files: '文件',
  changes: '改动',
  processes: '进程',
  health: '健康',
  inspect: '检查',
  breadcrumb: '当前位置',
  containers: '容器',
  backToList: '返回列表',
  open: '打开 :{{port}}',
  openPort: '打开 {{name}} 的端口 {{port}}',
  removed: '{{name}} 已被移除。离开此页面之前，屏幕上的内容会保留。',
  goneTitle: '此容器已不存在',
  goneText: '它已被移除，或该地址属于另一个引擎的容器。',
  toList: '前往容器列表',
}
