import { useCallback, useEffect, useMemo, useState } from 'react'
import { findOption } from '../../../../shared/docker-run/run-options.ts'
import { knownEngine, useEngineStatus } from '../../../store/engine-store.ts'
import { type Draft, isInForm, writeDraft } from '../model/draft.ts'
import { partOf } from '../model/field-problems.ts'
import { genericOptions, type SectionId, sectionOf, sections } from '../model/places.ts'
import type { RunForm } from './form-context.ts'
import { useLocalImage } from './use-local-image.ts'
import { type Refusal, useProblems } from './use-problems.ts'

export type FormState = RunForm & {
  /** True when something was typed since the form was opened. */
  readonly isChanged: boolean
  /** Puts other settings in the place of all that stands in the form. */
  readonly replace: (draft: Draft) => void
  /** Undoes the last `replace`; null when there is nothing to undo. */
  readonly undo: (() => void) | null
  /** From now on every problem shows. */
  readonly showAll: () => void
  readonly setFocused: (part: string | null) => void
  /** Shows at the field of an option what the engine said, until something is changed. */
  readonly refuse: (option: string, text: string) => void
}

/** The form's state, from what it begins with. */
export function useFormState(start: Draft, editedId: string | null): FormState {
  const engine = knownEngine(useEngineStatus())
  const [draft, setDraft] = useState(start)
  const [before, setBefore] = useState<Draft | null>(null)
  const [opened, setOpened] = useState<ReadonlySet<SectionId>>(new Set(['main']))
  const [focused, setFocused] = useState<string | null>(null)
  const [areAllShown, setAllShown] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const { wanted, focusPart } = useFocusPart(setOpened)
  const written = useMemo(() => writeDraft(draft), [draft])
  const openSections = useMemo(() => new Set([...opened, ...filledSections(draft)]), [opened, draft])
  const found = useProblems(draft, written, { editedId, focused, areAllShown, refusal })
  return {
    draft,
    written,
    edit: setDraft,
    ...found,
    focused,
    wanted,
    focusPart,
    openSections,
    openSection: useCallback((section) => setOpened((open) => new Set([...open, section])), []),
    image: useLocalImage(draft.image),
    engine,
    editedId,
    isChanged: draft !== start,
    replace: (next) => {
      setBefore(draft)
      setDraft(next)
    },
    undo:
      before === null
        ? null
        : () => {
            setDraft(before)
            setBefore(null)
          },
    showAll: () => setAllShown(true),
    setFocused,
    refuse: (option, text) => {
      const isOnlyOne =
        [...written.parts.values()].filter((each) => each.startsWith(`${option}:`)).length === 1
      const part = isOnlyOne ? partOf(option, 0) : option
      setRefusal({ draft, problem: { part, kind: 'refused', text } })
      focusPart(part)
    },
  }
}

/** Sections that have something in them are open, however it came there. */
function filledSections(draft: Draft): readonly SectionId[] {
  return sections.filter(
    (section) =>
      genericOptions(section).some(({ name }) => isInForm(draft, name) && name !== 'detach') ||
      (section === 'network' && draft.networks.length > 0) ||
      (section === 'command' && draft.command !== '') ||
      (section === 'advanced' && draft.unknown.length > 0),
  )
}

/** Focus follows one turn later, when the section's fields are there. */
function useFocusPart(setOpened: (change: (open: ReadonlySet<SectionId>) => ReadonlySet<SectionId>) => void) {
  const [wanted, setWanted] = useState<{ readonly part: string } | null>(null)
  useEffect(() => {
    if (wanted === null) return
    const { part } = wanted
    const place =
      document.querySelector<HTMLElement>(`[data-part="${CSS.escape(part)}"]`) ??
      document.querySelector<HTMLElement>(`[data-part^="${CSS.escape(part)}:"]`)
    const details = place?.closest('details')
    if (details) details.open = true
    place?.querySelector<HTMLElement>('input, select, textarea, button')?.focus()
  }, [wanted])
  const focusPart = useCallback(
    (part: string) => {
      const section = sectionOfPart(part)
      setOpened((open) => new Set([...open, section]))
      // Another one each time: the same field may be wanted again.
      setWanted({ part })
    },
    [setOpened],
  )
  return { wanted: wanted?.part ?? null, focusPart }
}

function sectionOfPart(part: string): SectionId {
  if (part === 'unknown') return 'advanced'
  if (part === 'command') return 'command'
  const option = findOption(part.split(':')[0] ?? '')
  return option === null ? 'main' : sectionOf(option)
}
