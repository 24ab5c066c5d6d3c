import type { Container } from '../../../shared/container.ts'
import type { StateTone, StateView } from '../../container-state.ts'
import { isAlive, isMeasured, isRunning } from '../../container-state.ts'
import type { Grouping } from '../../store/containers-view.ts'

/** A Compose project, an image, a network or a label, or the containers in none. */
export type GroupView = {
  readonly grouping: Grouping
  /** Its name; empty for containers in none. */
  readonly key: string
  readonly total: number
  readonly running: number
  /** Ended well and are not meant to run on. */
  readonly completed: number
  readonly attention: number
  readonly workingDir: string | null
  readonly isOpen: boolean
  /** All members, whatever the filter shows. */
  readonly memberIds: readonly string[]
  /** Those with a live process. */
  readonly liveIds: readonly string[]
  /** Those with samples. */
  readonly measuredIds: readonly string[]
  /** One per member: the row of pips of a closed group. */
  readonly tones: readonly StateTone[]
}

export type GroupKind = 'project' | 'image' | 'network' | 'label'

/** What rows are grouped by, all labels as one. */
export function groupKindOf(grouping: Grouping): GroupKind {
  return grouping === 'image' || grouping === 'network' || grouping === 'project' ? grouping : 'label'
}

export function groupBy<T extends { readonly groups: readonly string[] }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    for (const key of item.groups) {
      const group = groups.get(key)
      if (group) group.push(item)
      else groups.set(key, [item])
    }
  }
  return groups
}

type Member = { readonly container: Container; readonly state: StateView }

/** Compose's labels say where a container belongs; names never do. */
export function projectOf(container: Container): string {
  return container.compose?.project ?? ''
}

/** Keys of the groups a container stands in, '' for the group of those in none. On several networks it is in each. */
export function groupKeysOf(container: Container, grouping: Grouping): readonly string[] {
  switch (grouping) {
    case 'project':
      return [projectOf(container)]
    case 'image':
      return [container.image]
    case 'network': {
      const names = container.networks.map(({ network }) => network)
      return names.length === 0 ? [''] : names
    }
    case 'none':
      return ['']
    default: {
      const name = grouping.slice(grouping.indexOf(':') + 1)
      if (!Object.hasOwn(container.labels, name)) return ['']
      return [`${name}=${container.labels[name] ?? ''}`]
    }
  }
}

export function summarise(
  grouping: Grouping,
  key: string,
  members: readonly Member[],
  isOpen: boolean,
): GroupView {
  const containers = members.map((member) => member.container)
  const count = (test: (member: Member) => boolean) => members.filter(test).length
  const projects = grouping === 'project' ? containers : []
  return {
    grouping,
    key,
    total: members.length,
    running: containers.filter(isRunning).length,
    completed: count(({ state }) => state.isCompleted),
    attention: count(({ state }) => state.needsAttention),
    workingDir: projects.find((each) => each.compose?.workingDir)?.compose?.workingDir ?? null,
    isOpen,
    memberIds: containers.map(({ id }) => id),
    liveIds: containers.filter(isAlive).map(({ id }) => id),
    measuredIds: containers.filter(isMeasured).map(({ id }) => id),
    tones: members.map(({ state }) => state.tone),
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** True when a header drawn from `a` need not be drawn again for `b`. */
export function isSameGroup(a: GroupView, b: GroupView): boolean {
  return (Object.keys(a) as (keyof GroupView)[]).every((field) => {
    const [left, right] = [a[field], b[field]]
    return left === right || (Array.isArray(left) && Array.isArray(right) && sameItems(left, right))
  })
}

/** A home folder reads as `~`. */
export function shortenFolder(folder: string): string {
  return folder.replace(/^(\/home\/[^/]+|\/Users\/[^/]+|\/root|[A-Za-z]:\\Users\\[^\\]+)(?=[/\\]|$)/, '~')
}

/** The part of a name that only repeats its project: `shop-` of `shop-api-1`. */
export function projectPrefix(container: Container): string {
  const project = container.compose?.project
  if (!project) return ''
  const start = container.name.slice(0, project.length + 1)
  return start === `${project}-` || start === `${project}_` ? start : ''
}
