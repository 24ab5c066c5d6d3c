import type { inspect as en } from '../en/inspect.ts'
import type { Translated } from '../translated.ts'

export const inspect: Translated<typeof en> = {}
