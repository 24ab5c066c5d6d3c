// When to leave: asked by a signal, or left alone by a parent that died without asking.

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
  if (!process.env['npm_lifecycle_event'] && !process.env['BAYPLAN_OWNED']) return
  const parent = process.ppid
  // A dead parent's children get another parent; there is no signal for it.
  const watch = setInterval(() => process.ppid !== parent && once('parent'), 500)
  watch.unref()
}

/** Exit code by convention for a process ended by a signal. @param {string} reason */
export const exitCodeFor = (reason) => ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })[reason] ?? 1
