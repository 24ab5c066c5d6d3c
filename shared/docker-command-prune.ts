import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'
import type { PruneGroup, PruneKind } from './prune.ts'

type Chosen = {
  readonly kind: PruneKind
  readonly group: PruneGroup
  readonly id: string
  readonly name: string
}

/**
 * The docker commands that remove what is chosen: one prune for a kind of which nothing is left out, else
 * its objects by name. Empty when nothing is chosen.
 */
export function pruneCommand(
  endpoint: Endpoint | null,
  chosen: readonly Chosen[],
  whole: readonly PruneGroup[],
): string {
  const docker = ['docker', ...connectionFlags(endpoint)].join(' ')
  const of = (kind: PruneKind): readonly Chosen[] => chosen.filter((item) => item.kind === kind)
  const isWhole = (...groups: PruneGroup[]): boolean => groups.every((group) => whole.includes(group))
  const hasNone = (group: PruneGroup): boolean => !chosen.some((item) => item.group === group)

  const prunes: Readonly<Record<PruneKind, string | null>> = {
    container: isWhole('container') ? 'container prune --force' : null,
    image: isWhole('image-dangling', 'image-unused')
      ? 'image prune --all --force'
      : isWhole('image-dangling') && hasNone('image-unused')
        ? 'image prune --force'
        : null,
    // Without `--all` the engine takes anonymous volumes only.
    volume: isWhole('volume-anonymous', 'volume-named')
      ? 'volume prune --all --force'
      : isWhole('volume-anonymous') && hasNone('volume-named')
        ? 'volume prune --force'
        : null,
    network: isWhole('network') ? 'network prune --force' : null,
    'build-cache': isWhole('build-cache') ? 'builder prune --all --force' : null,
  }
  const kinds = ['container', 'image', 'network', 'build-cache', 'volume'] as const
  return kinds
    .flatMap((kind) => {
      const items = of(kind)
      if (items.length === 0) return []
      return prunes[kind] === null ? removals(kind, items) : [prunes[kind]]
    })
    .map((command) => `${docker} ${command}`)
    .join(' && ')
}

function removals(kind: PruneKind, items: readonly Chosen[]): readonly string[] {
  if (kind === 'build-cache')
    return items.map(({ id }) => `builder prune --all --force --filter ${quoteWord(`id=${id}`)}`)
  return [`${kind} rm ${items.flatMap(wordsOf).map(quoteWord).join(' ')}`]
}

/** An image goes by all its tags, or by its id when it has none. */
function wordsOf({ kind, name }: Chosen): readonly string[] {
  return kind === 'image' ? name.split(', ') : [name]
}
