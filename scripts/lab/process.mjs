// Small wrappers around child processes: argv only, never a shell string.
import { spawn } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @typedef {{ code: number, stdout: string, stderr: string }} Finished */

/**
 * Runs a program to its end and collects what it printed.
 * @param {string[]} argv
 * @param {import('node:child_process').SpawnOptions & { input?: string | Buffer, timeoutMs?: number }} [options]
 * @returns {Promise<Finished>} `code` is 127 when the program does not exist, 124 after the time-out
 */
export function run(argv, options = {}) {
  const { input, timeoutMs, ...spawnOptions } = options
  const [command = '', ...args] = argv
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...spawnOptions })
    /** @type {Buffer[]} */ const out = []
    /** @type {Buffer[]} */ const err = []
    let timedOut = false
    const timer = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeoutMs)
      : undefined
    child.stdout?.on('data', (chunk) => out.push(chunk))
    child.stderr?.on('data', (chunk) => err.push(chunk))
    child.stdin?.on('error', () => {}) // the program may end before it has read its input
    child.on('error', (error) => {
      clearTimeout(timer)
      resolve({ code: 127, stdout: '', stderr: error.message })
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      const stdout = Buffer.concat(out).toString()
      resolve({ code: timedOut ? 124 : (code ?? 137), stdout, stderr: Buffer.concat(err).toString() })
    })
    child.stdin?.end(input)
  })
}

/**
 * Like `run`, but a failure is an error that carries the last lines of what the program said.
 * @param {string[]} argv
 * @param {Parameters<typeof run>[1]} [options]
 */
export async function must(argv, options) {
  const done = await run(argv, options)
  if (done.code === 0) return done.stdout
  const said = (done.stderr.trim() || done.stdout.trim()).split('\n').slice(-6).join('\n')
  throw new Error(`${argv.slice(0, 3).join(' ')} … ended with ${done.code}:\n${said}`)
}

/**
 * Finds a program in PATH without running anything.
 * @param {string} name
 * @param {string} [searchPath]
 * @returns {string | null}
 */
export function findProgram(name, searchPath = process.env['PATH'] ?? '') {
  // A user's PATH on Debian leaves out sbin, where dockerd, ip and iptables live.
  const extra = process.platform === 'win32' ? [] : ['/usr/local/sbin', '/usr/sbin', '/sbin']
  for (const folder of [...searchPath.split(delimiter), ...extra]) {
    if (folder && isExecutable(join(folder, name))) return join(folder, name)
  }
  return null
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** The fields of /etc/os-release, or nothing outside Linux. */
export function osRelease(file = '/etc/os-release') {
  /** @type {Record<string, string>} */ const fields = {}
  try {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const [, key, value] = /^(\w+)="?(.*?)"?$/.exec(line) ?? []
      if (key) fields[key] = value ?? ''
    }
  } catch {
    // No such file: not a Linux distribution that we know.
  }
  return fields
}

/** @returns {'debian' | 'ubuntu' | null} the family whose apt recipes apply here */
export function aptFamily() {
  const { ID = '', ID_LIKE = '' } = osRelease()
  if (ID === 'debian') return 'debian'
  if (ID === 'ubuntu' || ID_LIKE.split(' ').includes('ubuntu')) return 'ubuntu'
  return ID_LIKE.split(' ').includes('debian') ? 'debian' : null
}

export const isRoot = () => process.getuid?.() === 0

/** @param {number} ms */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** One line for the person who waits. On stderr, so that `--json` output stays clean. @param {string} line */
export const say = (line) => process.stderr.write(`${line}\n`)
