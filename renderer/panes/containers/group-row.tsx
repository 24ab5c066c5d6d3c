import {
  ChevronDown,
  ChevronRight,
  Container as ContainerIcon,
  Ellipsis,
  Layers,
  type LucideIcon,
  Package,
  Tag,
  Waypoints,
} from 'lucide-react'
import { memo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { formatBinaryBytes, formatPercent } from '../../format.ts'
import { toggleGroup, useContainersView } from '../../store/containers-view.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { ColumnLayout } from './columns.ts'
import { groupMenu, groupVerb } from './group-menu.ts'
import styles from './group-row.module.css'
import type { GroupKind, GroupView } from './groups.ts'
import { groupKindOf, shortenFolder } from './groups.ts'
import type { ContainerListModel } from './list-model.ts'
import { groupRowKey } from './list-model.ts'
import { domId } from './row-name.ts'
import { useSums } from './use-sums.ts'

type GroupRowProps = {
  readonly model: ContainerListModel
  readonly group: string
  readonly top: number
  readonly rowIndex: number
  readonly layout: ColumnLayout
  /** Stays at the top while its members scroll by. */
  readonly isSticky: boolean
}

/** The header of a group, with the sums of its members in the members' columns. */
export const GroupRow = memo(function GroupRow(props: GroupRowProps) {
  const { model, group } = props
  const view = useSyncExternalStore(model.subscribe, () => model.group(group))
  return view ? <Header {...props} view={view} /> : null
})

function Header({ view, top, rowIndex, layout, isSticky }: GroupRowProps & { readonly view: GroupView }) {
  const { t } = useTranslation()
  const key = groupRowKey(view.key)
  const isCursor = useContainersView(({ cursor }) => cursor === key)
  const kind = groupKindOf(view.grouping)
  const name = view.key === '' ? t(`containers.group.${looseNames[kind]}`) : view.key
  const summary = useSummary(view)
  const Icon = view.key === '' ? ContainerIcon : groupIcons[kind]
  const rowLabel = useRowLabel(view, name, summary)
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- the grid has the focus and names this row as active
    <div
      role="row"
      id={domId(key)}
      data-row={key}
      data-cursor={isCursor || undefined}
      aria-rowindex={rowIndex}
      aria-level={1}
      aria-expanded={view.isOpen}
      aria-label={rowLabel}
      className={classNames(styles['group'], isSticky && styles['sticky'])}
      style={isSticky ? undefined : { transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" aria-colindex={1} className={styles['chevron']}>
        <Toggle view={view} name={name} />
      </div>
      <div
        role="gridcell"
        aria-colindex={2}
        className={styles['main']}
        style={{ gridColumn: `name / ${mainEnd(layout)}` }}
      >
        <Icon aria-hidden className={styles['icon']} />
        <bdi className={styles['name']} title={view.key || undefined}>
          {name}
        </bdi>
        <span className={styles['summary']}>{summary}</span>
        <Folder view={view} isNarrow={layout.isNarrow} />
        {!view.isOpen && <Pips view={view} />}
      </div>
      <SumCells view={view} layout={layout} />
      <GroupActions view={view} name={name} colIndex={layout.visible.length + 2} />
    </div>
  )
}

const groupIcons: Readonly<Record<GroupKind, LucideIcon>> = {
  project: Layers,
  image: Package,
  network: Waypoints,
  label: Tag,
}
const kindWords = { project: 'project', image: 'image', network: 'network', label: 'byLabel' } as const
const looseNames = {
  project: 'loose',
  image: 'loose',
  network: 'looseNetwork',
  label: 'looseLabel',
} as const satisfies Record<GroupKind, string>

function useRowLabel({ key, grouping }: GroupView, name: string, summary: string): string {
  const { t } = useTranslation()
  if (key !== '') {
    const kind = t(`containers.grouping.${kindWords[groupKindOf(grouping)]}`)
    return t('containers.group.rowName', { kind, name, summary })
  }
  if (grouping === 'project') return t('containers.group.looseRowName', { summary })
  return t('containers.group.otherRowName', { name, summary })
}

function Toggle({ view, name }: { readonly view: GroupView; readonly name: string }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles['toggle']}
      aria-label={t(view.isOpen ? 'containers.group.close' : 'containers.group.open', { name })}
      onClick={() => toggleGroup(view.key, !view.isOpen)}
    >
      {view.isOpen ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
    </button>
  )
}

function Folder({ view, isNarrow }: { readonly view: GroupView; readonly isNarrow: boolean }) {
  if (view.workingDir === null || isNarrow) return null
  return (
    <span className={styles['folder']} title={view.workingDir} lang="en">
      {shortenFolder(view.workingDir)}
    </span>
  )
}

function useSummary(view: GroupView): string {
  const { t } = useTranslation()
  if (view.running === 0 && view.completed < view.total) return t('containers.group.stopped')
  const running = t('containers.group.running', { running: view.running, total: view.total })
  // Only when nothing else is missing: then the project is as it should be.
  const isWhole = view.completed > 0 && view.running + view.completed === view.total
  if (!isWhole) return running
  return t('containers.group.whole', {
    running,
    completed: t('containers.group.completed', { count: view.completed }),
  })
}

/** The name takes the columns up to the first sum. */
function mainEnd({ visible }: ColumnLayout): string {
  return visible.find((column) => column === 'cpu' || column === 'memory') ?? 'end'
}

function SumCells({ view, layout }: { readonly view: GroupView; readonly layout: ColumnLayout }) {
  const { stats } = useApp()
  const sums = useSums(stats, view.measuredIds)
  const cells = [
    ['cpu', sums.cpuPercent === null ? '' : formatPercent(sums.cpuPercent)],
    ['memory', sums.memoryBytes === null ? '' : formatBinaryBytes(sums.memoryBytes)],
  ] as const
  return cells
    .filter(([column]) => layout.visible.includes(column))
    .toSorted(([a], [b]) => layout.visible.indexOf(a) - layout.visible.indexOf(b))
    .map(([column, text]) => (
      <div
        key={column}
        role="gridcell"
        aria-colindex={layout.visible.indexOf(column) + 2}
        className={styles['sum']}
        style={{ gridColumn: column }}
      >
        {text}
      </div>
    ))
}

/** More members than this are told by their number and the worst among them. */
const mostPips = 12
const worstFirst = ['bad', 'warn', 'pause', 'ok', 'idle'] as const

function Pips({ view }: { readonly view: GroupView }) {
  const worst = worstFirst.find((tone) => view.tones.includes(tone)) ?? 'idle'
  const tones = view.tones.length > mostPips ? [worst] : view.tones
  return (
    <span className={styles['pips']} aria-hidden>
      {tones.map((tone, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- pips have no identity of their own
        <span key={index} className={classNames(styles['pip'], styles[tone])} />
      ))}
    </span>
  )
}

type GroupActionsProps = { readonly view: GroupView; readonly name: string; readonly colIndex: number }

function GroupActions({ view, name, colIndex }: GroupActionsProps) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  if (view.key === '') return null
  const { id, icon, label } = groupVerb(view, t)
  const command = actions.command(id, view.memberIds)
  return (
    <div role="gridcell" aria-colindex={colIndex} className={styles['actions']}>
      <IconButton
        label={label}
        icon={icon}
        size="sm"
        tabIndex={-1}
        shortcut="S"
        command={command ?? undefined}
        onClick={() => actions.run(id, view.memberIds)}
      />
      <Menu
        align="end"
        trigger={
          <IconButton label={t('containers.group.more', { name })} icon={Ellipsis} size="sm" tabIndex={-1} />
        }
        items={groupMenu(view, actions, t)}
      />
    </div>
  )
}
