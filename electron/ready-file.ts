import { writeFileSync } from 'node:fs'

/**
 * Tells whoever started the app that its window is up, if they asked: an inherited IPC channel would break
 * windows on Linux, so it is a file.
 */
export function announceReady(env: NodeJS.ProcessEnv): void {
  const file = env['BAYPLAN_READY_FILE']
  if (file) writeFileSync(file, JSON.stringify({ pid: process.pid }))
}
