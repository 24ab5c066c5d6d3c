import type { run as english } from '../en/run.ts'
import type { Translated } from '../translated.ts'

export const run: Translated<typeof english> = {
  title: '运行容器',
}
