import type { engine as en } from '../en/engine.ts'
import type { Translated } from '../translated.ts'

export const engine: Translated<typeof en> = {}
