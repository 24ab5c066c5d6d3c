import type { commandLog as english } from '../en/command-log.ts'
import type { Translated } from '../translated.ts'

export const commandLog: Translated<typeof english> = {
  title: '命令记录',
  text: '在这里做过的操作，写成 docker 命令。不包含密钥的值。',
  empty: '还没有做过任何操作',
  emptyText: '每个操作都会列在这里，并附上作用相同的 docker 命令。',
  list: '命令',
  command: '命令',
  time: '时间',
  took: '用时',
  ok: '已完成',
  failed: '失败',
  copy: '复制：{{command}}',
  again: '再次执行：{{command}}',
  explain: '讲解：{{command}}',
  export: '保存为 Shell 脚本',
  clear: '清空',
  count_other: '{{count}} 条命令',
}
