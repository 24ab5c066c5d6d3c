import type { copyAs as english } from '../en/copy-as.ts'
import type { Translated } from '../translated.ts'

export const copyAs: Translated<typeof english> = {
  title: '将 {{name}} 复制为',
  form: '写成',
  forms: { command: '命令', compose: 'compose.yaml', json: 'API JSON' },
  shell: 'Shell',
  flags: '选项',
  flagForms: { long: '--long', short: '-short' },
  text: '内容',
  reading: '正在读取容器的设置',
  copy: '复制',
  copyWithValues: '连同密钥的值一起复制',
  secretsNote: '不包含密钥的值。',
  lost_other: '容器有 {{count}} 项设置无法这样表示：{{what}}',
}
