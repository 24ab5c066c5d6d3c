import type { ColumnId } from '../../store/containers-view.ts'
import { columnIds } from '../../store/containers-view.ts'
import { inOrder } from '../objects/column-order.ts'

/** First to be kept when there is little room. */
const priority: readonly ColumnId[] = ['name', 'status', 'cpu', 'memory', 'ports', 'image', 'created', 'id']
/** Shown at every width. */
const essential: ReadonlySet<ColumnId> = new Set(['name', 'status', 'cpu', 'memory'])

type Widths = Readonly<Record<ColumnId, number>>
const usual: Widths = {
  name: 200,
  status: 134,
  image: 150,
  cpu: 122,
  memory: 118,
  ports: 106,
  created: 88,
  id: 104,
}
const narrow: Widths = {
  name: 130,
  status: 118,
  image: 120,
  cpu: 100,
  memory: 100,
  ports: 64,
  created: 76,
  id: 100,
}
export const columnBounds = { least: 56, most: 480 } as const

const tickWidth = 28
const edgeWidth = 28
const gap = 12
/** Lists narrower than this drop repeated prefixes and draw shorter lines. */
const narrowBelow = 700

export type ColumnLayout = {
  readonly visible: readonly ColumnId[]
  /** For `grid-template-columns`, with a named line before each column and `[end]` after the last. */
  readonly template: string
  readonly isNarrow: boolean
  /** Pixels, of columns that do not take what is left. */
  readonly widths: Widths
}

/** Chooses the columns that fit, the least important dropped first. */
export function fitColumns(
  listWidth: number,
  hidden: readonly ColumnId[],
  resized: Readonly<Partial<Record<ColumnId, number>>>,
  order: readonly ColumnId[] = [],
): ColumnLayout {
  const isNarrow = listWidth < narrowBelow
  const widths: Widths = { ...(isNarrow ? narrow : usual), ...(isNarrow ? {} : resized) }
  let left = listWidth - tickWidth - edgeWidth
  const chosen = new Set<ColumnId>()
  for (const id of priority) {
    if (hidden.includes(id) && id !== 'name') continue
    left -= widths[id] + gap
    if (left < 0 && !essential.has(id)) break
    chosen.add(id)
  }
  // The name always stands first: rows and headers of groups begin with it.
  const [first, ...others] = columnIds
  const visible = [first, ...inOrder(others, order)].filter((id) => chosen.has(id))
  const tracks = visible.map((id) => `[${id}] ${track(id, widths, resized)}`)
  return { visible, template: `[tick] ${tickWidth}px ${tracks.join(' ')} [end]`, isNarrow, widths }
}

function track(id: ColumnId, widths: Widths, resized: Readonly<Partial<Record<ColumnId, number>>>): string {
  if (id === 'name') return 'minmax(0, 1.35fr)'
  if (id === 'image' && resized.image === undefined) return 'minmax(0, 1fr)'
  return `${widths[id]}px`
}
