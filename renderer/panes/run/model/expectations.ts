import type { ImageDetails } from '../../../../shared/image.ts'
import type { Draft } from './draft.ts'
import { type KnownVariable, knownVariables } from './known-images.ts'

/** Something that an image is made to be given, and whether the form gives it. */
export type Expectation = {
  readonly kind: 'variable' | 'port' | 'folder'
  /** A variable's name, a port such as `80/tcp`, a path inside. */
  readonly subject: string
  readonly isMet: boolean
  /** Without it the program does not start. */
  readonly isNeeded: boolean
  /** What the image uses by itself. */
  readonly byDefault: string | null
}

/** Variables that every image has; nobody sets them. */
const ordinary: ReadonlySet<string> = new Set(['PATH', 'HOME', 'LANG', 'LC_ALL', 'TERM'])
/** How an image was built, not how it runs. */
const buildFact = /(?:_VERSION|_SHA256|_SHA512|_MAJOR|_RELEASE|_GPG_KEYS?|_CHECKSUM|_URL)$|^GPG_/

/** What the image expects, most pressing first. `details` is null while the image is not on the engine. */
export function expectationsOf(draft: Draft, details: ImageDetails | null): readonly Expectation[] {
  const variables = variablesOf(draft.image.trim(), details)
  const set = new Set(draft.variables.map(({ name }) => name))
  const published = new Set(draft.ports.map(({ container, protocol }) => `${container}/${protocol}`))
  const kept = new Set(draft.mounts.map(({ target }) => target.replace(/(.)\/$/, '$1')))
  const isAllPublished = draft.switches['publish-all'] === true
  return [
    ...variables.filter(({ isNeeded }) => isNeeded).map((one) => variable(one, set)),
    ...(details?.ports ?? []).map(
      (port): Expectation => ({
        kind: 'port',
        subject: port,
        isMet: isAllPublished || published.has(port),
        isNeeded: false,
        byDefault: null,
      }),
    ),
    ...(details?.volumes ?? []).map(
      (path): Expectation => ({
        kind: 'folder',
        subject: path,
        isMet: kept.has(path.replace(/(.)\/$/, '$1')),
        isNeeded: false,
        byDefault: null,
      }),
    ),
    ...variables.filter(({ isNeeded }) => !isNeeded).map((one) => variable(one, set)),
  ]
}

type Variable = KnownVariable & { readonly byDefault: string | null }

function variablesOf(image: string, details: ImageDetails | null): readonly Variable[] {
  const known = knownVariables(image).map((one) => ({ ...one, byDefault: null }))
  const own = (details?.environment ?? [])
    .filter(({ name }) => !ordinary.has(name) && !buildFact.test(name))
    .map(({ name, value }) => ({ name, isNeeded: false, byDefault: value }))
  return [...known, ...own.filter(({ name }) => known.every((one) => one.name !== name))]
}

function variable({ name, isNeeded, byDefault }: Variable, set: ReadonlySet<string>): Expectation {
  return { kind: 'variable', subject: name, isMet: set.has(name), isNeeded, byDefault }
}
