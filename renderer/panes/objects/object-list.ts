import type { ReactNode } from 'react'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import type { Searchable } from './filter.ts'
import type { SortValue } from './order.ts'

/** What a list needs of an object. */
export type ListedObject = { readonly id: string }

export type ObjectColumn<T> = {
  readonly id: string
  readonly label: string
  /** Pixels; the first column takes what is left. */
  readonly width: number
  /** In a list with little room; as wide as usual without it. */
  readonly narrowWidth?: number
  /** Kept longest where there is little room: 0 stays always. */
  readonly rank: number
  readonly isRight?: boolean
  /** Figures begin with the largest. */
  readonly startsDescending?: boolean
  /** What it sorts by; null goes last in both directions. */
  readonly value: (item: T) => SortValue
  /** May use hooks only through components. Same item, same cell. */
  readonly cell: (item: T) => ReactNode
}

export type ObjectScope<T> = {
  readonly id: string
  readonly label: string
  readonly holds: (item: T) => boolean
  /** What an empty list says. */
  readonly emptyTitle: string
}

export type BulkAction = {
  readonly id: string
  readonly label: string
  readonly icon: React.ComponentType<{ readonly 'aria-hidden'?: boolean }>
  /** How many of the ticked it applies to. */
  readonly count: number
  readonly command?: string | undefined
  readonly isDestructive?: boolean
  readonly disabledReason?: string | null
  readonly onSelect: () => void
}

/** All that differs between lists of objects. Made once per language, so that rows are drawn only when they change. */
export type ObjectListKind<T extends ListedObject> = {
  /** Names the list for screen readers, such as "Images". */
  readonly label: string
  readonly filterLabel: string
  readonly filterHelp: string
  readonly filterKeys: readonly string[]
  readonly columns: readonly ObjectColumn<T>[]
  readonly scopes: readonly ObjectScope<T>[]
  /** Shown on the tick box and used for ties. */
  readonly name: (item: T) => string
  /** The row read as one sentence that begins with the name. */
  readonly rowName: (item: T) => string
  readonly searchable: (item: T) => Searchable
}

/** What can be done; may be made anew at every drawing. */
export type ObjectActions<T> = {
  readonly menu: (items: readonly T[]) => readonly MenuEntry[]
  readonly bulk: (items: readonly T[]) => readonly BulkAction[]
  /** Delete and Backspace. */
  readonly remove: (items: readonly T[]) => void
  /** Ctrl or Command with C. */
  readonly copy: (items: readonly T[]) => void
}
