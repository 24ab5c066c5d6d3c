import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'

/**
 * @typedef {{ version?: string, integrity?: string, license?: string, link?: boolean,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} Locked
 * @typedef {Record<string, Locked>} Packages
 * @typedef {{ name: string, version: string, license: string, packages: Packages, imported: Iterable<string> }} Project
 */

/** Folders whose code is bundled, and with it what it imports; tests and tools are not. */
const shippedFolders = ['shared', 'engine', 'server', 'electron', 'renderer']
const isSource = /\.(tsx?|css)$/
/** Not bundled; a rig is a part of tests. */
const isTest = /\.test\.tsx?$|-rig\.tsx?$|[\\/]testing[\\/]|\.d\.ts$/
const imports = /(?:\bfrom\s+|\bimport\s*\(\s*|^@?import\s+)['"]([^'"./][^'"]*)['"]/gm

/** @param {string} root @returns {Project} */
export function readProject(root) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const files = shippedFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .map((file) => join(root, folder, String(file)))
      .filter((file) => isSource.test(file) && !isTest.test(file)),
  )
  const imported = new Set(files.flatMap((file) => importedPackages(readFileSync(file, 'utf8'))))
  return { name, version, license, packages, imported }
}

/** The packages that a module imports by name. @param {string} source */
export function importedPackages(source) {
  return [...source.matchAll(imports)]
    .map(([, specifier = '']) =>
      specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/'),
    )
    .filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))
}

/**
 * The project as a CycloneDX 1.6 document. `scope` tells what is shipped, `required`, from what only builds and tests,
 * `excluded`. The same lock file gives the same document, byte for byte.
 *
 * @param {Project} project
 */
export function toCycloneDx({ name, version, license, packages, imported }) {
  const shipped = closure(packages, imported)
  const own = `pkg:npm/${name}@${version}`
  const components = Object.entries(packages)
    .filter(([place, { link }]) => place !== '' && !link)
    .map(([place, locked]) => componentOf(place, locked, shipped.has(place)))
  const known = new Map(components.map((component) => [component['bom-ref'], component]))
  const unique = [...known.values()].toSorted((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1))
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify(unique))}`,
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': own, name, version, licenses: licensesOf(license) },
    },
    components: unique,
    dependencies: [{ ref: own, dependsOn: unique.map((component) => component['bom-ref']) }],
  }
}

/** @param {string} place @param {Locked} locked @param {boolean} isShipped */
function componentOf(place, { version = '', license, integrity = '' }, isShipped) {
  const name = nameOf(place)
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const [algorithm, digest] = integrity.split('-', 2)
  return {
    type: 'library',
    // A version may be there twice, once for what is shipped.
    'bom-ref': isShipped ? purl : `${purl}#tool`,
    name,
    version,
    scope: isShipped ? 'required' : 'excluded',
    ...(license === undefined ? {} : { licenses: licensesOf(license) }),
    ...(algorithm === 'sha512' && digest !== undefined
      ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] }
      : {}),
    purl,
  }
}

/** @param {string} license */
function licensesOf(license) {
  return /[ ()]/.test(license) ? [{ expression: license }] : [{ license: { id: license } }]
}

/**
 * Where the named packages and all that they need are installed.
 *
 * @param {Packages} packages
 * @param {Iterable<string>} roots
 */
function closure(packages, roots) {
  /** @type {Set<string>} */ const found = new Set()
  const waiting = [...roots].map((name) => ({ name, from: '' }))
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const place = resolve(packages, next.name, next.from)
    if (place === null || found.has(place)) continue
    found.add(place)
    const { dependencies = {}, optionalDependencies = {} } = packages[place] ?? {}
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      waiting.push({ name, from: place })
  }
  return found
}

/** As Node looks for it: beside, then in each folder above. @param {Packages} packages @param {string} name @param {string} from */
function resolve(packages, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (packages[place]) return place
    if (folder === '') return null
  }
}

/** @param {string} place */
function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
