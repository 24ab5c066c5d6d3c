// When to leave: asked by a signal, or left alone by a parent that died without asking.
import { readFileSync } from 'node:fs'

/**
 * Calls `leave` once: on SIGINT, SIGTERM, SIGHUP, or when the npm or test that runs us is killed.
 * @param {(reason: string) => void} leave
 */
export function onLeaving(leave) {
  let isLeaving = false
  const once = (/** @type {string} */ reason) => {
    if (isLeaving) return
    isLeaving = true
    leave(reason)
  }
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => once(name))
  // A program that was put into the background by hand must outlive its shell; one that npm or a test runs must not
  // outlive that.
  const isUnderNpm = Boolean(process.env['npm_lifecycle_event'])
  if (!isUnderNpm && !process.env['BAYPLAN_OWNED']) return
  // npm runs its scripts through a shell, which lives on when npm is killed: watch whose child that shell is, too.
  const owners = () => `${process.ppid} ${isUnderNpm ? parentOf(process.ppid) : ''}`
  const before = owners()
  // The children of a dead process get another parent; there is no signal for it.
  const watch = setInterval(() => owners() !== before && once('parent'), 500)
  watch.unref()
}

/** @param {number} pid the answer is 0 where there is no /proc */
function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** Exit code by convention for a process ended by a signal. @param {string} reason */
export const exitCodeFor = (reason) => ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })[reason] ?? 1
