import type { Container } from '../../../shared/container.ts'
import { parseTerms, type FilterTerm as Term } from '../objects/filter.ts'

export const filterKeys = ['name', 'image', 'port', 'label', 'net', 'vol', 'state', 'id', 'project'] as const
type FilterKey = (typeof filterKeys)[number]
export type FilterTerm = Term<FilterKey>

/** Splits what was typed into terms that must all match: words, `key:value`, and "quoted words". */
export function parseFilter(text: string): readonly FilterTerm[] {
  return parseTerms(text, filterKeys)
}

/** What a container is searched by, in lower case, made once per change of the container. */
export type Searchable = {
  readonly words: string
  readonly name: string
  readonly image: string
  readonly id: string
  readonly project: string
  readonly ports: readonly string[]
  readonly labels: readonly string[]
  readonly networks: readonly string[]
  readonly mounts: readonly string[]
  readonly states: readonly string[]
}

/** `stateKind` is the state as the list words it, so that `state:unhealthy` finds what one sees. */
export function toSearchable(container: Container, stateKind: string): Searchable {
  const lower = (words: readonly string[]) => words.map((word) => word.toLowerCase())
  const name = container.name.toLowerCase()
  const image = container.image.toLowerCase()
  const project = (container.compose?.project ?? '').toLowerCase()
  const ports = container.ports.flatMap((port) =>
    port.hostPort === null
      ? [String(port.containerPort)]
      : [String(port.hostPort), String(port.containerPort)],
  )
  const published = container.ports.map((port) => (port.hostPort === null ? '' : `:${port.hostPort}`))
  const service = container.compose?.service.toLowerCase() ?? ''
  return {
    words: [name, image, project, service, stateKind, ...published].join('\n'),
    name,
    image,
    id: container.id.toLowerCase(),
    project,
    ports,
    labels: Object.entries(container.labels).map(([key, value]) => `${key}=${value}`.toLowerCase()),
    networks: lower(container.networks.map((endpoint) => endpoint.network)),
    mounts: lower(container.mounts.flatMap((mount) => [mount.source, mount.target])),
    states: lower([container.state, stateKind, container.health]),
  }
}

const includes = (values: readonly string[], part: string) => values.some((value) => value.includes(part))

type Test = (target: Searchable, value: string) => boolean

const tests: Readonly<Record<FilterKey, Test>> = {
  name: ({ name }, value) => name.includes(value),
  image: ({ image }, value) => image.includes(value),
  project: ({ project }, value) => project.includes(value),
  id: ({ id }, value) => id.startsWith(value),
  port: ({ ports }, value) => ports.includes(value.replace(/^:/, '')),
  label: ({ labels }, value) => includes(labels, value),
  net: ({ networks }, value) => includes(networks, value),
  vol: ({ mounts }, value) => includes(mounts, value),
  state: ({ states }, value) => states.some((state) => state.startsWith(value)),
}

/** The shortest start of an id that is told from a word. */
const idLength = 4

function matchesTerm(target: Searchable, { key, value }: FilterTerm): boolean {
  if (key !== null) return tests[key](target, value)
  return target.words.includes(value) || (value.length >= idLength && target.id.startsWith(value))
}

export function matchesFilter(target: Searchable, terms: readonly FilterTerm[]): boolean {
  return terms.every((term) => matchesTerm(target, term))
}
