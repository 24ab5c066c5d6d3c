import type { PortClaim } from '../../../shared/ports-claims.ts'

/** A row of the list: a claim and what stands against it. */
export type PortRow = PortClaim & { readonly rivals: readonly PortClaim[] }

/** Docker's words for a place: `:8080`, `:8000-8010`, or none where the engine chooses. */
export function portText({ hostPort, range }: Pick<PortClaim, 'hostPort' | 'range'>): string {
  const port = hostPort ?? range
  return port === null ? '' : `:${port}`
}

export function holderName({ holder }: PortClaim): string | null {
  return holder.kind === 'container' ? holder.name : (holder.owner?.name ?? null)
}

/** A row keeps its identity until it differs, so that it is drawn only then. */
export function keepRows(before: readonly PortRow[], next: readonly PortRow[]): readonly PortRow[] {
  const known = new Map(before.map((row) => [row.id, row]))
  const kept = next.map((row) => {
    const same = known.get(row.id)
    return same && JSON.stringify(same) === JSON.stringify(row) ? same : row
  })
  const isSame = kept.length === before.length && kept.every((row, index) => row === before[index])
  return isSame ? before : kept
}
