import type { Container } from '../../shared/container.ts'
import { deriveState, type StateTone } from '../container-state.ts'
import type { EntityStore } from '../store/entity-store.ts'

export type ProjectSummary = {
  readonly name: string
  /** One for each container, in the order of their names. */
  readonly pips: readonly StateTone[]
  readonly running: number
  readonly attention: number
  readonly worst: StateTone
}

/** From what needs a person most to what needs nobody. */
const severity: readonly StateTone[] = ['bad', 'warn', 'pause', 'ok', 'idle']

const byName = new Intl.Collator(undefined)
const byNumberedName = new Intl.Collator(undefined, { numeric: true })

/** The Compose projects with the state of their containers, by name. */
export function summariseProjects(containers: Iterable<Container>, nowMs: number): ProjectSummary[] {
  const members = new Map<string, Container[]>()
  for (const container of containers) {
    const project = container.compose?.project
    if (!project) continue
    const known = members.get(project)
    if (known) known.push(container)
    else members.set(project, [container])
  }
  return [...members]
    .map(([name, group]) => summarise(name, group, nowMs))
    .sort((one, other) => byName.compare(one.name, other.name))
}

function summarise(name: string, group: Container[], nowMs: number): ProjectSummary {
  const states = group
    .sort((one, other) => byNumberedName.compare(one.name, other.name))
    .map((container) => deriveState(container, nowMs))
  const pips = states.map((state) => state.tone)
  return {
    name,
    pips,
    running: group.filter((container) => container.state === 'running').length,
    attention: states.filter((state) => state.needsAttention).length,
    worst: severity.find((tone) => pips.includes(tone)) ?? 'idle',
  }
}

/** The projects of a live list: of thousands of containers only those of touched projects are looked at again. */
export class LiveProjects {
  private readonly containers: EntityStore<Container>
  private readonly projectOf = new Map<string, string>()
  private readonly members = new Map<string, Set<string>>()
  private readonly listeners = new Set<() => void>()
  private stop: (() => void) | null = null
  /** By name; the same array, and the same summaries in it, until they differ. */
  list: readonly ProjectSummary[] = []

  constructor(containers: EntityStore<Container>) {
    this.containers = containers
    this.readAll()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    if (this.stop === null) {
      this.stop = this.containers.onTouched((ids) => this.receive(ids))
      this.readAll()
    }
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size > 0) return
      this.stop?.()
      this.stop = null
    }
  }

  /** Looks at all of them again: a state may have ended by time alone. */
  readonly refresh = (): void => this.receive(null)

  private receive(ids: readonly string[] | null): void {
    const before = this.list
    if (ids === null) this.readAll()
    else this.readSome(ids)
    if (this.list !== before) for (const listener of this.listeners) listener()
  }

  private readAll(): void {
    this.projectOf.clear()
    this.members.clear()
    for (const { id, compose } of this.containers.all()) if (compose) this.put(id, compose.project)
    this.publish(summariseProjects(this.containers.all(), Date.now()))
  }

  private readSome(ids: readonly string[]): void {
    const touched = new Set<string>()
    for (const id of ids) {
      const before = this.projectOf.get(id)
      const now = this.containers.get(id)?.compose?.project
      if (before !== now) this.move(id, before, now)
      for (const project of [before, now]) if (project) touched.add(project)
    }
    if (touched.size === 0) return
    const containers = [...touched].flatMap((project) =>
      [...(this.members.get(project) ?? [])].flatMap((id) => this.containers.get(id) ?? []),
    )
    const renewed = summariseProjects(containers, Date.now())
    const others = this.list.filter(({ name }) => !touched.has(name))
    this.publish([...others, ...renewed].sort((one, other) => byName.compare(one.name, other.name)))
  }

  private put(id: string, project: string): void {
    const members = this.members.get(project) ?? new Set()
    this.members.set(project, members.add(id))
    this.projectOf.set(id, project)
  }

  private move(id: string, from: string | undefined, to: string | undefined): void {
    if (from !== undefined) this.members.get(from)?.delete(id)
    this.projectOf.delete(id)
    if (to) this.put(id, to)
  }

  private publish(next: readonly ProjectSummary[]): void {
    const known = new Map(this.list.map((project) => [project.name, project]))
    const list = next.map((project) => {
      const before = known.get(project.name)
      return before && isSame(before, project) ? before : project
    })
    const isSameList =
      list.length === this.list.length && list.every((project, index) => project === this.list[index])
    if (!isSameList) this.list = list
  }
}

function isSame(a: ProjectSummary, b: ProjectSummary): boolean {
  return a.running === b.running && a.attention === b.attention && a.pips.join() === b.pips.join()
}
