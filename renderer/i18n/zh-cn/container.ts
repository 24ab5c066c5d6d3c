import type { container as en } from '../en/container.ts'
import type { Translated } from '../translated.ts'

export const container: Translated<typeof en> = {}
