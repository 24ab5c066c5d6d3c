// Makes a clone ready to run: packages installed, bundles built, neither done again without need.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { withLock } from '../lab/lock.mjs'
import { say } from '../lab/process.mjs'

/** What the bundles are made of. */
const sources = [
  'shared',
  'engine',
  'server',
  'electron',
  'renderer',
  'assets',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
]
const notBuilt = /(\.test\.tsx?|\.md)$|(^|\/)(testing|fixtures)\//

/**
 * Installs and builds as needed. Two starts at once wait for each other.
 * @param {string} root
 */
export function prepare(root) {
  return withLock(join(root, '.cache', 'prepare.lock'), async () => {
    await installPackages(root)
    await buildWhenStale(root)
  })
}

/** @param {string} root */
export async function installPackages(root) {
  const lockfile = join(root, 'package-lock.json')
  const stamp = join(root, 'node_modules', '.bayplan-lockfile')
  const isFresh = !existsSync(join(root, 'node_modules'))
  // Packages that a person installed carry no stamp, and are the person's affair.
  if (!isFresh && (!existsSync(stamp) || readFileSync(stamp, 'utf8') === hashOf(lockfile))) return
  say('Installing packages …')
  // Not "npm ci": it refuses a lock file that was made where the optional packages of other systems could not be had.
  // This keeps to the locked versions too, and "--no-save" leaves the file as it is.
  await npm(root, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, hashOf(lockfile))
}

/** @param {string} root */
export async function buildWhenStale(root) {
  const stamp = join(root, 'out', '.stamp')
  const current = sourceHash(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return
  say('Building …')
  await npm(root, ['run', 'build', '--silent'], { quiet: true })
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, current)
}

/**
 * One hash over the names and contents of all sources, so that an edit, a deletion and another branch all count.
 * @param {string} root
 */
export function sourceHash(root) {
  const sum = createHash('sha256')
  for (const file of sources.flatMap((name) => filesBelow(root, name)).sort()) {
    sum
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return sum.digest('hex')
}

/** @param {string} root @param {string} name @returns {string[]} */
function filesBelow(root, name) {
  const path = join(root, name)
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [name]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .filter((file) => !notBuilt.test(file))
}

/** @param {string} file */
const hashOf = (file) =>
  existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : ''

/**
 * Runs npm with its words on stderr, so that stdout keeps to what was asked for; a quiet one speaks only on failure.
 * @param {string} root
 * @param {string[]} args
 * @param {{ quiet?: boolean }} [options]
 */
async function npm(root, args, { quiet = false } = {}) {
  const [command = 'npm', ...before] = npmCommand()
  const output = quiet ? 'pipe' : process.stderr
  const child = spawn(command, [...before, ...args], { cwd: root, stdio: ['ignore', output, output] })
  let said = ''
  child.stdout?.on('data', (chunk) => (said += chunk))
  child.stderr?.on('data', (chunk) => (said += chunk))
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('close', resolve)
  })
  if (code === 0) return
  if (said) say(said.trim())
  throw new Error(`"npm ${args[0]}${args[0] === 'run' ? ` ${args[1]}` : ''}" failed (${code}).`)
}

/** npm is a script; run it with this Node, because Windows cannot start its .cmd file without a shell. */
function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const script = [process.env['npm_execpath'], beside].find(
    (file) => file?.endsWith('.js') && existsSync(file),
  )
  return script ? [process.execPath, script] : ['npm']
}
