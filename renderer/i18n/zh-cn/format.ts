import type { format as en } from '../en/format.ts'
import type { Translated } from '../translated.ts'

export const format: Translated<typeof en> = {}
