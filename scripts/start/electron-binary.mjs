// Finds the Electron binary by looking at files. Never `require('electron')`: in plain Node that starts a download
// without a time limit.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from '../lab/process.mjs'

const rememberFailureMs = 24 * 3600_000
const probeTimeoutMs = 4000
const downloadTimeoutMs = 600_000

/** @typedef {{ root: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform }} Place */

/** @param {NodeJS.Platform} platform */
function executableName(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/** @param {string} root @returns {string | null} the version that this project pins, when the package is installed */
export function electronVersion(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')).version
  } catch {
    return null
  }
}

/**
 * @param {Place} place
 * @returns {string | null}
 */
export function findElectron({ root, env, platform }) {
  const version = electronVersion(root)
  if (!version) return null
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const folder = override || join(root, 'node_modules/electron/dist')
  const binary = join(folder, executableName(platform))
  if (!existsSync(binary)) return null
  if (override) return binary
  try {
    // An old binary below a newer package would be another Electron than the one built for.
    const found = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    return found === version ? binary : null
  } catch {
    return null
  }
}

/**
 * Fetches the binary, if that can be done in reasonable time.
 * @param {Place} place
 * @param {{ cache: string, retry: boolean, now?: number }} options
 * @returns {Promise<{ binary: string } | { why: string }>}
 */
export async function fetchElectron(place, { cache, retry, now = Date.now() }) {
  const version = electronVersion(place.root)
  if (!version) return { why: 'the Electron package is not installed' }
  const record = join(cache, `electron-${version}.json`)
  const earlier = retry ? null : recentFailure(record, now)
  if (earlier) return { why: `Electron could not be fetched earlier (${earlier}; --retry tries again)` }
  const why = (await unreachable(place.env)) ?? (await download(place, version))
  const binary = why ? null : findElectron(place)
  if (binary) return { binary }
  const reason = why ?? 'the download held no binary'
  mkdirSync(cache, { recursive: true })
  writeFileSync(record, JSON.stringify({ failedAtMs: now, reason }))
  return { why: `Electron cannot be fetched (${reason})` }
}

/** @param {string} record @param {number} now @returns {string | null} */
export function recentFailure(record, now) {
  try {
    const { failedAtMs, reason } = JSON.parse(readFileSync(record, 'utf8'))
    return now - failedAtMs < rememberFailureMs ? reason : null
  } catch {
    return null
  }
}

/** Electron's own downloader has no time limit, so ask first whether anybody answers. @param {NodeJS.ProcessEnv} env */
async function unreachable(env) {
  const mirror = env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror']
  try {
    const address = mirror || 'https://github.com/electron/electron/releases/'
    await fetch(address, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeoutMs) })
    return null
  } catch (error) {
    const { cause, name } = /** @type {Error & { cause?: { code?: string } }} */ (error)
    return name === 'TimeoutError' ? 'no answer within 4 s' : `no connection, ${cause?.code ?? name}`
  }
}

/** @param {Place} place @param {string} version @returns {Promise<string | null>} why it failed */
function download({ root, env }, version) {
  say(`Fetching Electron ${version}, the desktop runtime (about 120 MB, once) …`)
  const script = join(root, 'node_modules/electron/install.js')
  const child = spawn(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let lastWords = ''
  child.stderr.on('data', (chunk) => (lastWords = (lastWords + chunk).slice(-2000)))
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve('not done within 10 minutes')
    }, downloadTimeoutMs)
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? null : (/\w*Error: [^\n]*/.exec(lastWords)?.[0] ?? `code ${code}`))
    })
  })
}
