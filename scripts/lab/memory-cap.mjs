// Runs a command so that it can neither eat the machine's memory nor hang: both end it, with everything it started.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const lastWordsMs = 8000

/**
 * @typedef {object} CappedOptions
 * @property {number} memoryMb  anonymous memory of the command and all its descendants together
 * @property {number} [timeoutMs]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {boolean} [echo]  collect the output while passing it on
 * @property {AbortSignal} [signal]
 */

/** @typedef {{ code: number, ended: 'itself' | 'memory' | 'time', output: string }} CappedResult */

/**
 * @param {string[]} argv
 * @param {CappedOptions} options
 * @returns {Promise<CappedResult>}
 */
export function runCapped(argv, { memoryMb, timeoutMs, env = process.env, cwd, echo = false, signal }) {
  const [command = '', ...args] = argv
  // Node's own heap gives up in an orderly way before the watchdog has to kill.
  const heap = `--max-old-space-size=${Math.round(memoryMb * 0.75)}`
  const childEnv = { ...env, NODE_OPTIONS: `${env['NODE_OPTIONS'] ?? ''} ${heap}`.trim() }
  const child = spawn(command, args, {
    stdio: echo ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: childEnv,
    ...(cwd ? { cwd } : {}),
  })
  let output = ''
  for (const [from, to] of /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])) {
    from?.on('data', (chunk) => {
      output += chunk
      to.write(chunk)
    })
  }
  signal?.addEventListener('abort', () => killTree(child.pid ?? 0))
  return new Promise((resolve) => {
    /** @type {CappedResult['ended']} */ let ended = 'itself'
    const end = (/** @type {CappedResult['ended']} */ why) => {
      if (ended !== 'itself') return
      ended = why
      if (why === 'memory') return killTree(child.pid ?? 0)
      // Out of time: a test runner that is interrupted still writes its report.
      child.kill('SIGINT')
      setTimeout(killTree, lastWordsMs, child.pid ?? 0).unref()
    }
    const watchdog = setInterval(() => {
      if (child.pid && treeMemoryMb(child.pid) > memoryMb) end('memory')
    }, 500)
    const timer = timeoutMs ? setTimeout(end, timeoutMs, 'time') : undefined
    const settle = (/** @type {number} */ code) => {
      clearInterval(watchdog)
      clearTimeout(timer)
      resolve({ code: ended === 'itself' ? code : 1, ended, output })
    }
    child.on('error', () => settle(127))
    // 'exit', not 'close': a descendant that keeps the output open must not hold us.
    child.on('exit', (code) => settle(code ?? 137))
  })
}

/**
 * Every process with its parent and memory. `RssAnon` leaves out file pages, which Chromium's processes share.
 * @returns {Map<number, { parent: number, anonymousKb: number }>}
 */
function readProcesses() {
  /** @type {ReturnType<typeof readProcesses>} */ const processes = new Map()
  if (process.platform !== 'linux') return processes // no /proc: the heap limit and the time-out must do
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8')
      const field = (/** @type {string} */ key) =>
        Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0)
      processes.set(Number(name), { parent: field('PPid'), anonymousKb: field('RssAnon') })
    } catch {
      // It ended while we read.
    }
  }
  return processes
}

/** @param {number} root @param {ReturnType<typeof readProcesses>} processes */
export function descendants(root, processes) {
  const found = [root]
  for (const pid of found) {
    for (const [child, { parent }] of processes) if (parent === pid) found.push(child)
  }
  return found
}

/** @param {number} root */
export function treeMemoryMb(root) {
  const processes = readProcesses()
  const sum = descendants(root, processes).reduce(
    (total, pid) => total + (processes.get(pid)?.anonymousKb ?? 0),
    0,
  )
  return sum / 1024
}

/** Kills a process and all its descendants, the children that opened a session of their own too. @param {number} root */
export function killTree(root) {
  if (root <= 1) return
  for (const pid of descendants(root, readProcesses()).reverse()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Already gone.
    }
  }
}
