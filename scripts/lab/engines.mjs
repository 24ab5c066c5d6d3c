// Real Docker engines of several versions, unpacked into a cache folder. Nothing is installed on the machine.
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { candidateVersion, openSuite, unpackPackages } from './apt.mjs'
import { withLock } from './lock.mjs'
import { aptFamily, findProgram, run, say } from './process.mjs'

/** @typedef {import('./engines.d.mts').EnginePaths} EnginePaths */
/** @typedef {{ suites: string[], packages: string[], expect: string, files: Record<string, string>, libraries?: string[] }} Recipe */

// Bump when a recipe changes: an old cache is then left alone and a new one is made.
const cacheLayout = 'v1'

const daemonFiles = {
  dockerd: 'usr/sbin/dockerd',
  'docker-proxy': 'usr/sbin/docker-proxy',
  containerd: 'usr/bin/containerd',
  'containerd-shim-runc-v2': 'usr/bin/containerd-shim-runc-v2',
}

/**
 * Where each part comes from. `expect` is how the version of the first package must begin.
 * runc and tini of newer suites need a newer C library than Debian 12 has, so theirs are used with every engine.
 * @type {Record<string, Recipe>}
 */
const recipes = {
  '20.10': {
    suites: ['bookworm'],
    packages: ['docker.io', 'containerd', 'libdevmapper1.02.1'],
    expect: '20.10.',
    files: daemonFiles,
    libraries: ['libdevmapper.so.1.02.1'], // only this dockerd links it, and not every machine has it
  },
  26: { suites: ['trixie'], packages: ['docker.io', 'containerd'], expect: '26.', files: daemonFiles },
  28: {
    suites: ['sid', 'forky', 'trixie-backports'],
    packages: ['docker.io', 'containerd'],
    expect: '28.',
    files: daemonFiles,
  },
  tools: {
    suites: ['bookworm'],
    packages: ['runc', 'tini', 'busybox-static'],
    expect: '',
    files: { runc: 'usr/sbin/runc', 'docker-init': 'usr/bin/tini-static', busybox: 'bin/busybox' },
  },
  cli: {
    suites: ['sid', 'forky'],
    packages: ['docker-cli', 'docker-compose'],
    expect: '',
    files: { docker: 'usr/bin/docker', 'docker-compose': 'usr/libexec/docker/cli-plugins/docker-compose' },
  },
  registry: {
    suites: ['bookworm', 'trixie'],
    packages: ['docker-registry'],
    expect: '',
    files: { 'docker-registry': 'usr/bin/docker-registry' },
  },
}

/** The versions that can be had, oldest first. */
export const engineVersions = ['20.10', '26', '28']

export function cacheFolder() {
  return (
    process.env['BAYPLAN_CACHE'] ||
    join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'bayplan')
  )
}

const partFolder = (/** @type {string} */ part) => join(cacheFolder(), 'engines', cacheLayout, part)

/** The docker command and busybox, which need no root to fetch or run. */
export async function ensureTools() {
  await ensureParts(['tools', 'cli'])
  return { docker: join(partFolder('cli'), 'docker'), busybox: join(partFolder('tools'), 'busybox') }
}

/** An image registry, which needs no root to fetch or run. */
export async function ensureRegistry() {
  await ensureParts(['registry'])
  return join(partFolder('registry'), 'docker-registry')
}

/**
 * Fetches what is missing for these versions and says where it is. Safe to call from several processes at once.
 * @param {string[]} versions
 * @returns {Promise<EnginePaths[]>} in the order asked
 */
export async function ensureEngines(versions) {
  for (const version of versions) {
    if (!engineVersions.includes(version))
      throw new Error(`No recipe for engine ${version}; there are ${engineVersions.join(', ')}.`)
  }
  await ensureParts([...new Set(versions), 'tools', 'cli'])
  return versions.map((version) => pathsOf(version))
}

/** @param {string} version @returns {EnginePaths} */
function pathsOf(version) {
  const daemon = partFolder(version)
  const cli = partFolder('cli')
  return {
    version,
    dockerd: join(daemon, 'dockerd'),
    path: [daemon, partFolder('tools'), '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(':'),
    sharedObjectPath: recipes[version]?.libraries ? daemon : '',
    docker: join(cli, 'docker'),
    composePlugin: join(cli, 'docker-compose'),
    busybox: join(partFolder('tools'), 'busybox'),
  }
}

/** @param {string[]} parts */
async function ensureParts(parts) {
  if (!parts.every((part) => existsSync(partFolder(part)))) await fetchParts(parts)
}

/** @param {string[]} parts */
async function fetchParts(parts) {
  if (!aptFamily() || !findProgram('apt-get'))
    throw new Error('Engines can only be fetched on Debian or Ubuntu (apt-get is needed).')
  await withLock(join(cacheFolder(), 'engines', 'lock'), async () => {
    const missing = parts.filter((part) => !existsSync(partFolder(part)))
    if (missing.length === 0) return // another process fetched them while we waited
    say(`Fetching ${missing.map(describePart).join(', ')} into ${cacheFolder()} …`)
    const work = join(cacheFolder(), 'engines', `work-${process.pid}`)
    try {
      const suites = new SuiteLists(join(work, 'apt'))
      await Promise.all(missing.map((part) => fetchPart(part, suites, work)))
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
  })
}

/** @param {string} part */
function describePart(part) {
  if (part === 'tools') return 'runc and busybox'
  if (part === 'registry') return 'an image registry'
  return part === 'cli' ? 'the docker command' : `Docker Engine ${part}`
}

/** Package lists, one per suite, each fetched once. */
class SuiteLists {
  /** @type {Map<string, Promise<string[]>>} */ #open = new Map()

  /** @param {string} folder */
  constructor(folder) {
    this.folder = folder
  }

  /** @param {string} suite */
  options(suite) {
    const known = this.#open.get(suite) ?? openSuite(join(this.folder, suite), suite)
    this.#open.set(suite, known)
    return known
  }
}

/**
 * @param {string} part
 * @param {SuiteLists} suites
 * @param {string} work
 */
async function fetchPart(part, suites, work) {
  const recipe = recipes[part]
  if (!recipe) throw new Error(`No recipe for ${part}.`)
  const options = await findSuite(part, recipe, suites)
  const unpacked = join(work, `unpacked-${part}`)
  await unpackPackages(options, recipe.packages, unpacked)
  const ready = join(work, `ready-${part}`)
  mkdirSync(ready, { recursive: true })
  for (const [name, path] of Object.entries(recipe.files))
    copyProgram(join(unpacked, path), join(ready, name))
  for (const library of recipe.libraries ?? [])
    copyProgram(findBelow(unpacked, library), join(ready, library))
  rmSync(unpacked, { recursive: true, force: true })
  mkdirSync(join(partFolder(part), '..'), { recursive: true })
  renameSync(ready, partFolder(part)) // the whole part appears at once
  say(`  ${describePart(part)} is ready.`)
}

/**
 * Newer suites move on, so the first one that still has the wanted version is taken.
 * @param {string} part
 * @param {Recipe} recipe
 * @param {SuiteLists} suites
 */
async function findSuite(part, recipe, suites) {
  const seen = []
  for (const suite of recipe.suites) {
    const options = await suites.options(suite).catch((error) => {
      seen.push(`${suite}: ${error.message}`)
      return null
    })
    if (!options) continue
    const version = await candidateVersion(options, recipe.packages[0] ?? '')
    if (version && version.startsWith(recipe.expect)) return options
    seen.push(`${suite} has ${version || 'none'}`)
  }
  throw new Error(`${describePart(part)} cannot be had from this machine's mirror: ${seen.join('; ')}`)
}

/** @param {string} from @param {string} to */
function copyProgram(from, to) {
  copyFileSync(realpathSync(from), to)
  chmodSync(to, 0o755)
}

/** @param {string} folder @param {string} name @returns {string} */
function findBelow(folder, name) {
  const hit = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith(`/${name}`),
  )
  if (!hit) throw new Error(`${name} is not in the package.`)
  return join(folder, hit)
}

/**
 * The engine the machine already has, for systems whose package manager we do not know.
 * @returns {Promise<EnginePaths | null>}
 */
export async function installedEngine() {
  const dockerd = findProgram('dockerd')
  if (!dockerd) return null
  const said = await run([dockerd, '--version'], { timeoutMs: 10_000 })
  return {
    version: /version (\d+\.\d+)/.exec(said.stdout)?.[1] ?? 'unknown',
    dockerd,
    path: [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin'].join(':'),
    sharedObjectPath: '',
    docker: findProgram('docker') ?? '',
    composePlugin: '',
    busybox: findProgram('busybox') ?? '',
  }
}
