import type { DesktopLanguage } from '../shared/desktop.ts'

const english = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  go: 'Go',
  help: 'Help',
  settings: 'Settings…',
  find: 'Find',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  sidebar: 'Sidebar',
  panel: 'Side panel',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  resetZoom: 'Actual size',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  back: 'Back',
  forward: 'Forward',
  containers: 'Containers',
  connections: 'Switch connection…',
  shortcuts: 'All shortcuts',
  about: 'About Bayplan',
  quit: 'Quit Bayplan',
  close: 'Close window',
  engineEndedTitle: 'The part of Bayplan that talks to Docker keeps ending',
  engineEndedDetail:
    'It ended 5 times within 2 minutes, last with exit code {code}. Your containers are not affected.',
  pageEndedTitle: 'The window of Bayplan stopped working',
  pageEndedDetail: 'Reason: {reason}. Your containers are not affected.',
  pageBusyTitle: 'The window of Bayplan does not answer',
  pageBusyDetail: 'Wait a little, or load it again. Your containers are not affected.',
  tryAgain: 'Try again',
  reload: 'Reload',
  wait: 'Wait',
  bugTitle: 'Something went wrong inside Bayplan',
} as const

export type Labels = { readonly [K in keyof typeof english]: string }

const chinese: Labels = {
  file: '文件',
  edit: '编辑',
  view: '视图',
  go: '前往',
  help: '帮助',
  settings: '设置…',
  find: '查找',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  sidebar: '侧边栏',
  panel: '侧面板',
  zoomIn: '放大',
  zoomOut: '缩小',
  resetZoom: '实际大小',
  fullScreen: '全屏',
  developerTools: '开发者工具',
  back: '后退',
  forward: '前进',
  containers: '容器',
  connections: '切换连接…',
  shortcuts: '全部快捷键',
  about: '关于 Bayplan',
  quit: '退出 Bayplan',
  close: '关闭窗口',
  engineEndedTitle: 'Bayplan 与 Docker 通信的部分反复退出',
  engineEndedDetail: '它在 2 分钟内退出了 5 次，最后一次退出码为 {code}。容器不受影响。',
  pageEndedTitle: 'Bayplan 的窗口已停止工作',
  pageEndedDetail: '原因：{reason}。容器不受影响。',
  pageBusyTitle: 'Bayplan 的窗口没有响应',
  pageBusyDetail: '可以稍等，或重新载入。容器不受影响。',
  tryAgain: '重试',
  reload: '重新载入',
  wait: '等待',
  bugTitle: 'Bayplan 内部出错',
}

const labels: Readonly<Record<DesktopLanguage, Labels>> = { en: english, 'zh-CN': chinese }

/** The words of the native parts: menus and dialogs. The page has a catalogue of its own. */
export function labelsOf(language: DesktopLanguage): Labels {
  return labels[language]
}

/** The language of the system, as far as Bayplan speaks it. */
export function systemLanguage(preferred: readonly string[]): DesktopLanguage {
  return preferred[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}
