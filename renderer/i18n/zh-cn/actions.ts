import type { actions as en } from '../en/actions.ts'
import type { Translated } from '../translated.ts'

export const actions: Translated<typeof en> = {}
