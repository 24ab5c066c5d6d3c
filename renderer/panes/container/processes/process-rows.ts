import type { ContainerProcess } from '../../../../shared/container-page.ts'

export const processColumns = ['pid', 'user', 'cpu', 'memory', 'started', 'command'] as const
export type ProcessColumn = (typeof processColumns)[number]
export type ProcessSort = { readonly column: ProcessColumn; readonly isDescending: boolean }
export type ProcessRow = { readonly process: ContainerProcess; readonly depth: number }

type Value = string | number
const valueOf: Readonly<Record<ProcessColumn, (process: ContainerProcess) => Value>> = {
  pid: ({ pid }) => pid,
  user: ({ user }) => user,
  cpu: ({ cpuPercent }) => cpuPercent ?? -1,
  memory: ({ memoryBytes }) => memoryBytes ?? -1,
  started: ({ ageSeconds }) => -(ageSeconds ?? Number.POSITIVE_INFINITY),
  command: ({ command }) => command,
}

function compare(a: ContainerProcess, b: ContainerProcess, { column, isDescending }: ProcessSort): number {
  const [one, other] = [valueOf[column](a), valueOf[column](b)]
  const order = one < other ? -1 : one > other ? 1 : a.pid - b.pid
  return isDescending ? -order : order
}

/** Numbers are most interesting when they are large, names from the beginning. */
export function firstDirection(column: ProcessColumn): boolean {
  return column === 'cpu' || column === 'memory' || column === 'started'
}

/** Those that match, in order; as a tree, each below its parent, and a parent stays for its children's sake. */
export function processRows(
  processes: readonly ContainerProcess[],
  query: string,
  sort: ProcessSort,
  isTree: boolean,
): ProcessRow[] {
  const wanted = query.trim().toLowerCase()
  const matches = ({ pid, user, command }: ContainerProcess) =>
    wanted === '' || `${pid} ${user} ${command}`.toLowerCase().includes(wanted)
  const sorted = processes.toSorted((a, b) => compare(a, b, sort))
  if (!isTree) return sorted.filter(matches).map((process) => ({ process, depth: 0 }))
  return treeRows(sorted, matches)
}

function treeRows(
  sorted: readonly ContainerProcess[],
  matches: (process: ContainerProcess) => boolean,
): ProcessRow[] {
  const known = new Set(sorted.map(({ pid }) => pid))
  const children = new Map<number | null, ContainerProcess[]>()
  for (const process of sorted) {
    const { pid, parentPid } = process
    // A process of an exec has a parent outside of the container.
    const parent = parentPid !== null && parentPid !== pid && known.has(parentPid) ? parentPid : null
    children.set(parent, [...(children.get(parent) ?? []), process])
  }
  const seen = new Set<number>()
  const visit = (process: ContainerProcess, depth: number): ProcessRow[] => {
    if (seen.has(process.pid)) return []
    seen.add(process.pid)
    const below = (children.get(process.pid) ?? []).flatMap((child) => visit(child, depth + 1))
    return below.length > 0 || matches(process) ? [{ process, depth }, ...below] : []
  }
  return (children.get(null) ?? []).flatMap((process) => visit(process, 0))
}
