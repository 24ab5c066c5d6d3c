import type { containers as en } from '../en/containers.ts'
import type { Translated } from '../translated.ts'

export const containers: Translated<typeof en> = {}
