import type { Container } from '../../../shared/container.ts'
import type { StateView } from '../../container-state.ts'
import { type ListScope, listScopes } from '../../store/containers-view.ts'
import { projectOf } from './groups.ts'

type Counted = { readonly container: Container; readonly state: StateView; readonly isInProject: boolean }

export type ListCounts = Readonly<Record<ListScope, number>> & {
  /** Rows that filter and scope let through, those in closed groups included. */
  readonly shown: number
  readonly projects: number
}

/** How many containers each scope holds, kept by adding and taking away. */
export class ListTally {
  private readonly scopes: Record<ListScope, number> = { all: 0, running: 0, stopped: 0, attention: 0 }
  private readonly projects = new Map<string, number>()

  add(counted: Counted): void {
    this.change(counted, 1)
  }

  /** As it was when it was added. */
  remove(counted: Counted): void {
    this.change(counted, -1)
  }

  counts(shown: number): ListCounts {
    return { ...this.scopes, shown, projects: this.projects.size }
  }

  private change({ container, state, isInProject }: Counted, by: 1 | -1): void {
    if (!isInProject) return
    for (const scope of listScopes) if (isInScope(scope, container, state)) this.scopes[scope] += by
    const project = projectOf(container)
    if (project === '') return
    const members = (this.projects.get(project) ?? 0) + by
    if (members > 0) this.projects.set(project, members)
    else this.projects.delete(project)
  }
}

export function isInScope(scope: ListScope, container: Container, state: StateView): boolean {
  switch (scope) {
    case 'all':
      return true
    case 'running':
      return container.state === 'running'
    case 'stopped':
      return container.state === 'exited' || container.state === 'created' || container.state === 'dead'
    case 'attention':
      return state.needsAttention
  }
}

export function sameCounts(a: ListCounts, b: ListCounts): boolean {
  return (Object.keys(a) as (keyof ListCounts)[]).every((key) => a[key] === b[key])
}
