import { create, type StoreApi, type UseBoundStore } from 'zustand'
import { persist } from 'zustand/middleware'
import { readList, readParts, readRecord, readSize, readSwitch, readText, readWhole } from './kept.ts'
import { writeChanges } from './write-changes.ts'

type Sort = { readonly key: string; readonly isDescending: boolean }

/** Choices of taste: they outlive the session. */
type Kept = {
  readonly sort: Sort
  readonly hiddenColumns: readonly string[]
  /** As far as columns were moved; the others stand where they always do. */
  readonly columnOrder: readonly string[]
  /** Pixels; columns that were never resized are absent. */
  readonly columnWidths: Readonly<Record<string, number>>
  readonly isCompact: boolean
  /** Pixels, within `panelBounds`. */
  readonly panelWidth: number
}

/** Where one is: it lasts until reload, so that Back returns to it. */
type Passing = {
  readonly filter: string
  readonly scope: string
  readonly ticked: ReadonlySet<string>
  /** Where ⇧ ranges begin. */
  readonly anchor: string | null
  /** Id of the row the keyboard is on. */
  readonly cursor: string | null
  /** The object that the side panel shows, null while it is closed. */
  readonly panelId: string | null
}

export type ObjectsView = Kept & Passing
export type ObjectsViewStore = UseBoundStore<StoreApi<ObjectsView>>

export const panelBounds = { least: 320, most: 560, usual: 384 } as const

type Defaults = {
  readonly sort: Sort
  /** The first scope. */
  readonly scope: string
  readonly hiddenColumns?: readonly string[]
}

/** What is hidden at the start. */
const initialHidden = new WeakMap<ObjectsViewStore, readonly string[]>()

const readKept = readParts<Kept>({
  sort: readWhole({ key: readText, isDescending: readSwitch }),
  hiddenColumns: readList(readText),
  columnOrder: readList(readText),
  columnWidths: readRecord(readSize),
  isCompact: readSwitch,
  panelWidth: readSize,
})

/** What a person chose to see in one list of objects. `name` is where it is kept, such as `images`. */
export function createObjectsView(name: string, defaults: Defaults): ObjectsViewStore {
  const view = create<ObjectsView>()(
    persist((): ObjectsView => initialView(defaults), {
      name: `bayplan.${name}-view`,
      version: 1,
      storage: writeChanges<Kept>(),
      merge: (written, initial) => ({ ...initial, ...readKept(written) }),
      partialize: ({ sort, hiddenColumns, columnOrder, columnWidths, isCompact, panelWidth }): Kept => ({
        sort,
        hiddenColumns,
        columnOrder,
        columnWidths,
        isCompact,
        panelWidth,
      }),
    }),
  )
  initialHidden.set(view, defaults.hiddenColumns ?? [])
  return view
}

/** Columns as they are at the start: which there are, in which order, how wide. */
export function resetColumns(view: ObjectsViewStore): void {
  view.setState({ hiddenColumns: initialHidden.get(view) ?? [], columnOrder: [], columnWidths: {} })
}

function initialView({ sort, scope, hiddenColumns = [] }: Defaults): ObjectsView {
  return {
    sort,
    hiddenColumns,
    columnOrder: [],
    columnWidths: {},
    isCompact: false,
    panelWidth: panelBounds.usual,
    filter: '',
    scope,
    ticked: new Set(),
    anchor: null,
    cursor: null,
    panelId: null,
  }
}

export function toggleObject(view: ObjectsViewStore, id: string, isTicked: boolean): void {
  const ticked = new Set(view.getState().ticked)
  if (isTicked) ticked.add(id)
  else ticked.delete(id)
  view.setState({ ticked, anchor: id })
}
