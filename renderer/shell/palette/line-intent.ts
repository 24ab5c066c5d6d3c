import type { LucideIcon } from 'lucide-react'
import type { Container } from '../../../shared/container.ts'
import type { DockerLine } from '../../../shared/docker-line/parse-line.ts'
import type { Image } from '../../../shared/image.ts'
import type { Network } from '../../../shared/network.ts'
import type { Volume } from '../../../shared/volume.ts'
import type { AppContext } from '../../app-context.ts'
import type { PaletteContext } from './object-entries.ts'

/** What the app does for a docker command. */
export type LineIntent =
  | {
      readonly kind: 'do'
      readonly icon: LucideIcon
      readonly title: string
      readonly disabledReason?: string | null
      readonly run: () => void
    }
  | { readonly kind: 'missing'; readonly what: NamedKind; readonly name: string }
  | { readonly kind: 'cannot'; readonly reason: string }

export type NamedKind = 'container' | 'project' | 'image' | 'volume' | 'network' | 'object'

/** How one command is understood. */
export type LineHandler = {
  /** Options that are carried over, or asked about in a dialog; the others are told to be left out. */
  readonly carries: readonly string[]
  /** `text` is the line as it was typed. */
  readonly resolve: (line: DockerLine, context: PaletteContext, text: string) => LineIntent
}

/** Whether a switch of the line is on. */
export function isOn(line: DockerLine, name: string): boolean {
  return line.options.get(name)?.at(-1) === 'true'
}

/** The last value of an option; null when it is not written. */
export function valueOf(line: DockerLine, name: string): string | null {
  return line.options.get(name)?.at(-1) ?? null
}

/** By name, or by the beginning of an id that no other has. */
export function findContainer({ containers }: AppContext, name: string): Container | null {
  return findNamed(containers.all(), name, (container) => [container.name])
}

export function findImage({ images }: AppContext, name: string): Image | null {
  const isTagged = /[:@][^/]*$/.test(name)
  const asked = isTagged ? name : `${name}:latest`
  const namesOf = ({ tags, digests }: Image) => [...tags, ...digests]
  return findNamed(images.all(), asked, namesOf) ?? findNamed(images.all(), name, namesOf)
}

export function findVolume({ volumes }: AppContext, name: string): Volume | null {
  return volumes.get(name) ?? null
}

export function findNetwork({ networks }: AppContext, name: string): Network | null {
  return findNamed(networks.all(), name, (network) => [network.name])
}

function findNamed<T extends { readonly id: string }>(
  objects: Iterable<T>,
  name: string,
  namesOf: (object: T) => readonly string[],
): T | null {
  const byId: T[] = []
  const start = name.replace(/^sha256:/, '')
  for (const object of objects) {
    if (namesOf(object).includes(name)) return object
    if (/^[0-9a-f]{2,64}$/.test(start) && object.id.replace(/^sha256:/, '').startsWith(start))
      byId.push(object)
  }
  return byId.length === 1 ? (byId[0] ?? null) : null
}

/** Goes on with the one container that the line names first. */
export function withContainer(
  line: DockerLine,
  { app }: PaletteContext,
  go: (container: Container) => LineIntent,
): LineIntent {
  const [name = ''] = line.operands
  const container = findContainer(app, name)
  return container ? go(container) : { kind: 'missing', what: 'container', name }
}

/** Goes on with all containers that the line names. */
export function withContainers(
  line: DockerLine,
  { app }: PaletteContext,
  go: (containers: readonly Container[]) => LineIntent,
): LineIntent {
  const found = line.operands.map((name) => ({ name, container: findContainer(app, name) }))
  const missing = found.find(({ container }) => container === null)
  if (missing) return { kind: 'missing', what: 'container', name: missing.name }
  return go(found.flatMap(({ container }) => container ?? []))
}
