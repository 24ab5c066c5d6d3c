import type { Container } from '../../shared/container.ts'
import { deriveState, type StateTone } from '../container-state.ts'

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
    .sort((one, other) => one.name.localeCompare(other.name))
}

function summarise(name: string, group: Container[], nowMs: number): ProjectSummary {
  const states = group
    .sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }))
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
