// Debian packages without installing them, and installing the few that must be.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { must, run, say } from './process.mjs'

const debianKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/**
 * The Debian mirror this machine already uses. Other suites are taken from the same place.
 * @param {string[]} texts contents of the apt source files, one-line or deb822 style
 * @returns {string | null}
 */
export function findDebianMirror(texts) {
  for (const text of texts) {
    for (const raw of text.split('\n')) {
      const line = raw.trim()
      if (line.startsWith('#')) continue
      const words = line.split(/\s+/)
      if (words[0] !== 'deb' && words[0]?.toLowerCase() !== 'uris:') continue
      const found = words.find((word) => /^[a-z+]+:\/\/.*\/debian\/?$/.test(word))
      if (found) return found.replace(/\/$/, '')
    }
  }
  return null
}

function aptSourceTexts() {
  const folder = '/etc/apt/sources.list.d'
  const files = ['/etc/apt/sources.list']
  try {
    for (const name of readdirSync(folder)) if (/\.(list|sources)$/.test(name)) files.push(join(folder, name))
  } catch {
    // An apt with one single source file is fine.
  }
  return files.map((file) => {
    try {
      return readFileSync(file, 'utf8')
    } catch {
      return ''
    }
  })
}

/**
 * Apt options that read one Debian suite with lists and caches of our own; the machine's apt state stays untouched.
 * @param {string} folder
 * @param {string} suite
 * @param {string} [processor] Debian's name of another processor than this machine's
 */
export async function openSuite(folder, suite, processor) {
  const mirror = findDebianMirror(aptSourceTexts())
  if (!mirror) throw new Error('No Debian mirror in the apt sources of this machine.')
  const sources = join(folder, 'sources.list')
  mkdirSync(join(folder, 'lists/partial'), { recursive: true })
  mkdirSync(join(folder, 'cache/archives/partial'), { recursive: true })
  writeFileSync(sources, `deb [signed-by=${debianKeyring}] ${mirror} ${suite} main\n`)
  const options = aptOptions({
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::Lists': join(folder, 'lists'),
    'Dir::Cache': join(folder, 'cache'),
    'APT::Sandbox::User': userInfo().username, // apt drops to _apt otherwise, which cannot write here
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'APT::Update::Error-Mode': 'any',
    ...(processor ? { 'APT::Architecture': processor, 'APT::Architectures': processor } : {}),
  })
  await must(['apt-get', ...options, '-qq', 'update'], { timeoutMs: 180_000 })
  return options
}

/** @param {Record<string, string>} settings */
const aptOptions = (settings) => Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])

/**
 * The version apt would take, for example "28.5.2+dfsg4-1"; empty when there is no such package.
 * @param {string[]} options
 * @param {string} name
 */
export async function candidateVersion(options, name) {
  const shown = await run(['apt-cache', ...options, 'policy', name], { env: { ...process.env, LC_ALL: 'C' } })
  return /Candidate: (?:\d+:)?(\S+)/.exec(shown.stdout)?.[1] ?? ''
}

/**
 * Downloads packages and unpacks them below `target`. Needs no root.
 * @param {string[]} options
 * @param {string[]} names
 * @param {string} target
 */
export async function unpackPackages(options, names, target) {
  const downloads = `${target}.debs`
  mkdirSync(downloads, { recursive: true })
  mkdirSync(target, { recursive: true })
  await must(['apt-get', ...options, '-qq', 'download', ...names], { cwd: downloads, timeoutMs: 300_000 })
  for (const file of readdirSync(downloads)) await must(['dpkg', '-x', join(downloads, file), target])
  rmSync(downloads, { recursive: true, force: true })
}

/**
 * Installs the packages that are missing. Root on Debian or Ubuntu only.
 * @param {string[]} names
 * @returns {Promise<string[]>} what was installed
 */
export async function installMissing(names) {
  const missing = []
  for (const name of names) {
    const status = await run(['dpkg-query', '-W', '-f=${Status}', name])
    if (!status.stdout.includes('install ok installed')) missing.push(name)
  }
  if (missing.length === 0) return []
  say(`Installing ${missing.join(', ')} with apt …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // A source that fails to update need not be the one that has our packages; the install decides.
  await run(['apt-get', '-qq', 'update'], { env, timeoutMs: 180_000 })
  const install = [
    'apt-get',
    '-qq',
    '-y',
    '-o',
    'DPkg::Lock::Timeout=120',
    'install',
    '--no-install-recommends',
  ]
  await must([...install, ...missing], { env, timeoutMs: 600_000 })
  return missing
}
