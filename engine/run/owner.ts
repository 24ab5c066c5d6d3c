import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { EditMark } from '../../shared/bin-name.ts'

/** Edits of a host that nobody can ask about are left alone for this long: no edit takes longer. */
const unknownAfterMs = 60 * 60 * 1_000

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)

/** Edits that this process has under way, by when they began. */
const underWay = new Set<number>()

/** This process, as the names of containers in an edit tell it. */
export const ownerMark = `${machine}${process.pid.toString(36)}`

/** Marks an edit as under way. Returns when it began: no two in one process begin at the same time. */
export function beginEdit(nowMs = Date.now()): number {
  let startedAtMs = nowMs
  while (underWay.has(startedAtMs)) startedAtMs++
  underWay.add(startedAtMs)
  return startedAtMs
}

export function endEdit(startedAtMs: number): void {
  underWay.delete(startedAtMs)
}

/** Whether somebody still works on it; false when its host has died over it. */
export function isUnderWay({ owner, startedAtMs }: EditMark, nowMs = Date.now()): boolean {
  if (owner === ownerMark) return underWay.has(startedAtMs)
  if (owner.startsWith(machine) && !isProcess(Number.parseInt(owner.slice(machine.length), 36))) return false
  return nowMs - startedAtMs < unknownAfterMs
}

function isProcess(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    // Asks only whether it is there.
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
