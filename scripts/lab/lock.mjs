import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isAlive, sleep } from './process.mjs'

/**
 * Runs `work` while holding a lock file, so that two processes never fill the same cache at once.
 * A lock whose owner died is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true })
  while (!tryLock(file)) await sleep(100)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
  }
  const owner = readOwner(file)
  if (owner !== null && !isAlive(owner)) rmSync(file, { force: true })
  return false
}

/** @param {string} file */
function readOwner(file) {
  try {
    // An empty file is an owner between creating and writing: wait for it.
    return Number(readFileSync(file, 'utf8')) || null
  } catch {
    return null
  }
}
