import { checkSpec } from '../../../../shared/docker-run/check-spec.ts'
import type { PlacedValue } from '../../../../shared/docker-run/place-run.ts'
import { isNote, type RunProblem } from '../../../../shared/docker-run/run-problem.ts'
import type { Draft, Written } from './draft.ts'
import { findConflicts, type PortConflict, type PortUsers } from './ports.ts'

/** Something that keeps the form from being run, and the field it belongs to. */
export type FieldProblem = { readonly part: string } & (
  | { readonly kind: 'value'; readonly problem: RunProblem }
  | { readonly kind: 'port'; readonly conflict: PortConflict; readonly rowId: number }
  | { readonly kind: 'name-taken'; readonly name: string; readonly free: string }
  /** Something of the place where it is run is not there. */
  | { readonly kind: 'place'; readonly value: PlacedValue }
  | { readonly kind: 'no-image' }
  | { readonly kind: 'open-quote' }
  /** What the engine said of it when it was tried. */
  | { readonly kind: 'refused'; readonly text: string }
)

/** The field of an option, or of one of a list's values. */
export function partOf(option: string | null, index: number | null): string {
  // The command's words stand in one field.
  return index === null || option === 'command' ? (option ?? '') : `${option}:${index}`
}

type Surroundings = PortUsers & {
  /** What the values come to where they are run, as far as it is known. */
  readonly placed: readonly PlacedValue[]
  /** The container that is edited: what it has is not taken. */
  readonly editedId: string | null
}

/** All that is wrong with the form now, in the order of its fields. */
export function findProblems(
  draft: Draft,
  { spec, parts, isCommandWhole }: Written,
  { containers, listeners, placed, editedId }: Surroundings,
): readonly FieldProblem[] {
  const conflicts = findConflicts(draft.ports, { containers, listeners }, editedId)
  const name = draft.texts['name'] ?? ''
  const others = new Set(containers.filter(({ id }) => id !== editedId).map((container) => container.name))
  return [
    ...(spec.image === '' ? [{ part: 'image', kind: 'no-image' } as const] : []),
    ...(others.has(name)
      ? [{ part: 'name', kind: 'name-taken', name, free: freeName(name, others) } as const]
      : []),
    ...[...conflicts].map(
      ([rowId, conflict]): FieldProblem => ({ part: parts.get(rowId) ?? '', kind: 'port', conflict, rowId }),
    ),
    ...(isCommandWhole ? [] : [{ part: 'command', kind: 'open-quote' } as const]),
    ...placed
      .filter(isMissing)
      .map((value): FieldProblem => ({ part: partOf(value.option, value.index), kind: 'place', value })),
    ...checkSpec(spec)
      // What a shell would put in, a note, is looked for where it is run.
      .filter((problem) => !isNote(problem) && problem.code !== 'no-image')
      .map(
        (problem): FieldProblem => ({
          part: problem.code === 'unknown-flag' ? 'unknown' : partOf(problem.option, problem.index),
          kind: 'value',
          problem,
        }),
      ),
  ]
}

const missing: ReadonlySet<PlacedValue['kind']> = new Set([
  'unreadable-file',
  'invalid-file',
  'not-set',
  'shell-only',
])

export function isMissing({ kind }: PlacedValue): boolean {
  return missing.has(kind)
}

/** False for what may go well all the same: a program can end, and the engine may live elsewhere. */
export function isBlocking(problem: FieldProblem): boolean {
  return problem.kind !== 'port' || problem.conflict.owner.kind !== 'program'
}

/** The name with the next number that nobody has. */
export function freeName(name: string, others: ReadonlySet<string>): string {
  const match = /^(.*?)-(\d{1,6})$/.exec(name)
  const stem = match?.[1] || name
  for (let number = Number(match?.[2] ?? 1) + 1; ; number += 1) {
    const next = `${stem}-${number}`
    if (!others.has(next)) return next
  }
}
