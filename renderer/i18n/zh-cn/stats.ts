import type { stats as en } from '../en/stats.ts'
import type { Translated } from '../translated.ts'

export const stats: Translated<typeof en> = {}
