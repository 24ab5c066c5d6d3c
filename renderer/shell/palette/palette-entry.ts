import type { LucideIcon } from 'lucide-react'
import type { GlyphName } from '../../ui/state-glyph.tsx'
import type { PaletteObject } from './palette-objects.ts'

/** One row of the palette. */
export type PaletteEntry = {
  /** The same thing has the same id next time; what was chosen lately is known by it. */
  readonly id: string
  readonly icon: LucideIcon | null
  /** The state of a container, in place of an icon. */
  readonly glyph: GlyphName | null
  readonly title: string
  /** Beside the title, quieter. */
  readonly detail: string
  readonly command: string | null
  readonly disabledReason: string | null
  /** What ⇥ acts on. */
  readonly object: PaletteObject | null
  /** Stands in the field when it is chosen; the palette stays open. */
  readonly text: string | null
  readonly run: () => void
}

export const sectionIds = [
  'best',
  'recent',
  'meant',
  'commands',
  'suggested',
  'act',
  'objects',
  'places',
  'instead',
  'learn',
] as const
export type SectionId = (typeof sectionIds)[number]

export type PaletteSection = { readonly id: SectionId; readonly entries: readonly PaletteEntry[] }

const plain = {
  icon: null,
  glyph: null,
  detail: '',
  command: null,
  disabledReason: null,
  object: null,
  text: null,
} as const

type Given = Pick<PaletteEntry, 'id' | 'title' | 'run'> & Partial<PaletteEntry>

export function entry(given: Given): PaletteEntry {
  return { ...plain, ...given }
}
