import type { terminal as en } from '../en/terminal.ts'
import type { Translated } from '../translated.ts'

export const terminal: Translated<typeof en> = {}
