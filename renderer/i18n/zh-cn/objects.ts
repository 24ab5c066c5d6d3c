import type { objects as english } from '../en/objects.ts'
import type { Translated } from '../translated.ts'

export const objects: Translated<typeof english> = {
  selectAll: '全选',
  selectNamed: '选择 {{name}}',
  sortBy: '按{{column}}排序',
  resize: '{{column}}列宽',
  resizePanel: '侧栏宽度',
  filterCount: '{{shown}} / {{total}}',
  viewOptions: '视图选项',
  compactRows: '紧凑行',
  showColumn: '列',
  scopeLabel: '显示',
  bulk: '对所选对象的操作',
  selected_other: '已选择 {{count}} 个',
  applies: '{{action}}，适用于 {{count}} 个',
  clear: '清除选择',
  noMatch: '没有与“{{filter}}”匹配的内容',
  clearFilter: '清除筛选',
  showAll: '显示全部',
  closePanel: '关闭侧栏',
  goneAgo: '已被移除（{{ago}}）',
} as const
