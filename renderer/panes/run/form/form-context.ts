import { createContext, useContext } from 'react'
import type { PlacedValue } from '../../../../shared/docker-run/place-run.ts'
import type { EngineInfo } from '../../../../shared/engine.ts'
import type { HostListener } from '../../../../shared/ports.ts'
import type { Draft, Written } from '../model/draft.ts'
import type { FieldProblem } from '../model/field-problems.ts'
import type { SectionId } from '../model/places.ts'
import type { LocalImage } from './use-local-image.ts'

/** The form that is open: what stands in it, what is wrong with it, where the focus is. */
export type RunForm = {
  readonly draft: Draft
  readonly written: Written
  readonly edit: (change: (draft: Draft) => Draft) => void
  /** What keeps it from being run. */
  readonly problems: readonly FieldProblem[]
  /** Problems to show at a field now: not while it is being typed into, unless running was tried. */
  readonly problemsAt: (part: string) => readonly FieldProblem[]
  /** What a field's value comes to where it is run. */
  readonly placedAt: (part: string) => readonly PlacedValue[]
  /** What listens on the engine's host, as far as it is known. */
  readonly listeners: readonly HostListener[]
  /** The field with the focus, as `publish:0`; null when none has it. */
  readonly focused: string | null
  /** The field that the focus was last taken to; null before. */
  readonly wanted: string | null
  /** Takes the focus to a field, opening its section. */
  readonly focusPart: (part: string) => void
  readonly openSections: ReadonlySet<SectionId>
  readonly openSection: (section: SectionId) => void
  readonly image: LocalImage
  readonly engine: EngineInfo | null
  /** The container that is changed; null when a new one is made. */
  readonly editedId: string | null
}

const context = createContext<RunForm | null>(null)

export const RunFormProvider = context.Provider

export function useRunForm(): RunForm {
  const form = useContext(context)
  if (!form) throw new Error('useRunForm outside RunFormProvider')
  return form
}
