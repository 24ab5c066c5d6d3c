import type { states as en } from '../en/states.ts'
import type { Translated } from '../translated.ts'

export const states: Translated<typeof en> = {}
