/** Where references without a registry belong. */
export const defaultRegistry = 'docker.io'
const officialNamespace = 'library'
const maxNameLength = 255

/** An image reference in full: `docker.io`, `library/nginx`, `1.27`, `sha256:…`. */
export type ImageReference = {
  /** Host with port as written, `docker.io` for Docker Hub. */
  readonly registry: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

export const referenceProblems = [
  'empty',
  'upper-case',
  'bad-registry',
  'bad-repository',
  'bad-tag',
  'bad-digest',
  'too-long',
  'is-id',
] as const
/** Why a text is no reference. */
export type ReferenceProblem = (typeof referenceProblems)[number]

export type ParsedReference =
  | { readonly ok: true; readonly reference: ImageReference }
  | { readonly ok: false; readonly problem: ReferenceProblem }

// The grammar of github.com/distribution/reference, which engine and registries share.
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/
const label = '(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])'
const registryName = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?$`)
const tagName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const digestName = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/
const bareId = /^[0-9a-f]{64}$/

/** Reads a reference as the docker command does; a missing tag stays null. */
export function parseReference(text: string): ParsedReference {
  const written = text.trim()
  if (written === '') return wrong('empty')
  if (bareId.test(written)) return wrong('is-id')
  const { name, tag, digest } = splitReference(written)
  const { registry, repository } = splitRegistry(name)
  const problem =
    problemOfRegistry(registry) ??
    problemOfRepository(registry, repository) ??
    (tag !== null && !tagName.test(tag) ? 'bad-tag' : null) ??
    (digest !== null && !digestName.test(digest) ? 'bad-digest' : null)
  return problem ? wrong(problem) : { ok: true, reference: { registry, repository, tag, digest } }
}

/** As short as the docker command writes it: `nginx:1.27`, `ghcr.io/acme/api@sha256:…`. */
export function formatReference({ registry, repository, tag, digest }: ImageReference): string {
  const name = familiarName(registry, repository)
  return `${name}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`
}

/** With registry and namespace, as the engine's API takes it, without tag and digest. */
export function fullName({ registry, repository }: ImageReference): string {
  return `${registry}/${repository}`
}

/** A repository without what goes without saying: `nginx`, `acme/api`, `ghcr.io/acme/api`. */
export function familiarName(registry: string, repository: string): string {
  if (registry !== defaultRegistry) return `${registry}/${repository}`
  const [first = '', ...rest] = repository.split('/')
  if (first === officialNamespace && rest.length === 1) return rest.join('/')
  // A namespace such as `acme.io` would be taken for a registry.
  return isRegistryPart(first) ? `${registry}/${repository}` : repository
}

/** A registry's name as a person or docker's config.json may write it, as references have it; null when it is none. */
export function parseRegistry(text: string): string | null {
  const host = text
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
  if (host === '') return null
  const name = hubNames.has(host.toLowerCase()) ? defaultRegistry : host
  return registryName.test(name) ? name : null
}

/** The names under which Docker Hub is known. */
const hubNames: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])

function wrong(problem: ReferenceProblem): ParsedReference {
  return { ok: false, problem }
}

/** The last colon after the last slash begins the tag; an `@` begins the digest. */
function splitReference(text: string): { name: string; tag: string | null; digest: string | null } {
  const at = text.indexOf('@')
  const digest = at < 0 ? null : text.slice(at + 1)
  const rest = at < 0 ? text : text.slice(0, at)
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1)
  return {
    name: colon < 0 ? rest : rest.slice(0, colon),
    tag: colon < 0 ? null : rest.slice(colon + 1),
    digest,
  }
}

/** The first part of a name is a registry when it cannot be a namespace. */
function isRegistryPart(first: string): boolean {
  return /[.:[]/.test(first) || first === 'localhost' || first !== first.toLowerCase()
}

function splitRegistry(name: string): { registry: string; repository: string } {
  const slash = name.indexOf('/')
  const first = slash < 0 ? '' : name.slice(0, slash)
  const isRegistry = isRegistryPart(first)
  const rest = isRegistry ? name.slice(slash + 1) : name
  const registry = !isRegistry || hubNames.has(first) ? defaultRegistry : first
  const repository =
    registry === defaultRegistry && !rest.includes('/') ? `${officialNamespace}/${rest}` : rest
  return { registry, repository }
}

function problemOfRegistry(registry: string): ReferenceProblem | null {
  return registryName.test(registry) ? null : 'bad-registry'
}

function problemOfRepository(registry: string, repository: string): ReferenceProblem | null {
  if (registry.length + 1 + repository.length > maxNameLength) return 'too-long'
  if (repository !== repository.toLowerCase()) return 'upper-case'
  return repository.split('/').every((part) => component.test(part)) ? null : 'bad-repository'
}
