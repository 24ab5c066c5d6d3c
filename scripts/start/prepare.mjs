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
  const wanted = existsSync(lockfile) ? hash(readFileSync(lockfile)) : ''
  // Packages that a person installed carry no stamp, and are the person's affair.
  if (!isFresh && (!existsSync(stamp) || readFileSync(stamp, 'utf8') === wanted)) return
  say('Installing packages …')
  await npm(root, isFresh && wanted ? ['ci'] : ['install'])
  writeFileSync(stamp, wanted)
}

/** @param {string} root */
export async function buildWhenStale(root) {
  const stamp = join(root, 'out', '.stamp')
  const current = sourceHash(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return
  say('Building …')
  await npm(root, ['run', 'build', '--silent'])
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

/** @param {Buffer} data */
const hash = (data) => createHash('sha256').update(data).digest('hex')

/**
 * Runs npm with its words on stderr, so that stdout keeps to what was asked for.
 * @param {string} root
 * @param {string[]} args
 */
function npm(root, args) {
  const [command, ...before] = npmCommand()
  const child = spawn(command ?? 'npm', [...before, ...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  })
  return /** @type {Promise<void>} */ (
    new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) =>
        code === 0 ? resolve() : reject(new Error(`"npm ${args.join(' ')}" failed with code ${code}.`)),
      )
    })
  )
}

/** npm is a script; run it with this Node, because Windows cannot start its .cmd file without a shell. */
function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const script = [process.env['npm_execpath'], beside].find(
    (file) => file?.endsWith('.js') && existsSync(file),
  )
  return script ? [process.execPath, script] : ['npm']
}
