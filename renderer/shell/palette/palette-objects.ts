import type { Container } from '../../../shared/container.ts'
import type { Image } from '../../../shared/image.ts'
import type { Network } from '../../../shared/network.ts'
import type { Task } from '../../../shared/task.ts'
import type { Volume } from '../../../shared/volume.ts'
import type { AppContext } from '../../app-context.ts'
import { imageName } from '../../image-name.ts'

/** Anything with a name that the palette finds. */
export type PaletteObject =
  | { readonly kind: 'container'; readonly name: string; readonly value: Container }
  | { readonly kind: 'project'; readonly name: string; readonly value: readonly Container[] }
  | { readonly kind: 'image'; readonly name: string; readonly value: Image }
  | { readonly kind: 'volume'; readonly name: string; readonly value: Volume }
  | { readonly kind: 'network'; readonly name: string; readonly value: Network }
  | { readonly kind: 'task'; readonly name: string; readonly value: Task }

export type ObjectIndex = {
  readonly objects: readonly PaletteObject[]
  /** What each is searched by, in the same order. */
  readonly words: readonly string[]
}

export function objectId(object: PaletteObject): string {
  return `${object.kind}:${object.name}`
}

/** Everything with a name, in the order in which equals are listed. */
export function indexObjects(app: AppContext, taskName: (task: Task) => string): ObjectIndex {
  const containers = [...app.containers.all()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const objects: PaletteObject[] = [
    ...containers.map((value) => ({ kind: 'container', name: value.name, value }) as const),
    ...projectsOf(containers),
    ...[...app.images.all()].map((value) => ({ kind: 'image', name: imageName(value), value }) as const),
    ...[...app.volumes.all()].map((value) => ({ kind: 'volume', name: value.name, value }) as const),
    ...[...app.networks.all()].map((value) => ({ kind: 'network', name: value.name, value }) as const),
    ...[...app.tasks.all()].map((value) => ({ kind: 'task', name: taskName(value), value }) as const),
  ]
  return { objects, words: objects.map(({ name }) => name) }
}

function projectsOf(containers: readonly Container[]): readonly PaletteObject[] {
  const projects = new Map<string, Container[]>()
  for (const container of containers) {
    const project = container.compose?.project
    if (project === undefined) continue
    const members = projects.get(project)
    if (members) members.push(container)
    else projects.set(project, [container])
  }
  return [...projects].map(([name, value]) => ({ kind: 'project', name, value }))
}
