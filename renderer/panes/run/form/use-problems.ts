import { useMemo } from 'react'
import type { PlacedValue } from '../../../../shared/docker-run/place-run.ts'
import { useApp } from '../../../app-context.ts'
import { useStoreVersion } from '../../../store/entity-store.ts'
import type { Draft, Written } from '../model/draft.ts'
import { type FieldProblem, findProblems, isBlocking, isMissing, partOf } from '../model/field-problems.ts'
import type { RunForm } from './form-context.ts'
import { useListeners } from './use-listeners.ts'
import { usePlace } from './use-place.ts'

/** What was refused, and the draft of then: it holds until something is changed. */
export type Refusal = { readonly draft: Draft; readonly problem: FieldProblem }

type State = {
  readonly editedId: string | null
  readonly focused: string | null
  readonly areAllShown: boolean
  readonly refusal: Refusal | null
}
type Found = Pick<RunForm, 'problems' | 'problemsAt' | 'placedAt' | 'listeners'>

/** What is wrong with the form, what its values come to, and who has ports, kept up to date while it is filled. */
export function useProblems(draft: Draft, written: Written, state: State): Found {
  const { editedId, focused, areAllShown, refusal } = state
  const { containers } = useApp()
  const version = useStoreVersion(containers)
  // Its identity stands for what the store holds, which changes in place.
  const others = useMemo(() => (version < 0 ? [] : [...containers.all()]), [containers, version])
  const { values, isFresh } = usePlace(written.spec)
  const listeners = useListeners(`${version} ${draft.ports.map(({ host }) => host).join(' ')}`)
  const found = useMemo(() => {
    const placed = isFresh ? values : []
    return findProblems(draft, written, { containers: others, listeners, placed, editedId })
  }, [draft, written, others, listeners, isFresh, values, editedId])
  const problems = useMemo(() => found.filter(isBlocking), [found])
  const shown = useMemo(
    () => byPart(areAllShown ? found : found.filter((each) => isShownWhile(each, focused))),
    [areAllShown, found, focused],
  )
  const placed = useMemo(() => placedByPart(values), [values])
  const refused = refusal?.draft === draft ? refusal.problem : null
  return {
    problems,
    problemsAt: (part) => {
      const here = shown.get(part) ?? none
      return refused?.part === part ? [...here, refused] : here
    },
    placedAt: (part) => placed.get(part) ?? none,
    listeners,
  }
}

const none: readonly never[] = []

/** What is half typed is not wrong yet; an empty form is not either. */
function isShownWhile({ kind, part }: FieldProblem, focused: string | null): boolean {
  return kind !== 'no-image' && (kind !== 'value' || part !== focused)
}

function byPart<T extends { readonly part: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const parts = new Map<string, T[]>()
  for (const one of all) {
    const others = parts.get(one.part)
    if (others) others.push(one)
    else parts.set(one.part, [one])
  }
  return parts
}

function placedByPart(values: readonly PlacedValue[]): ReadonlyMap<string, readonly PlacedValue[]> {
  const told = values.filter((value) => !isMissing(value))
  const parts = byPart(told.map((value) => ({ part: partOf(value.option, value.index), value })))
  return new Map([...parts].map(([part, all]) => [part, all.map(({ value }) => value)]))
}
