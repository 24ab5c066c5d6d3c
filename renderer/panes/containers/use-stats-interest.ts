import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useApp } from '../../app-context.ts'
import { isMeasured } from '../../container-state.ts'
import { useContainersView } from '../../store/containers-view.ts'
import type { ContainerListModel, ListRow } from './list-model.ts'
import { isLiveSort } from './sort.ts'

/** Up to so many, open groups get their sums; beyond, only what one looks at is measured. */
const mostForSums = 60
const none: readonly string[] = []

/**
 * Has the containers measured that one looks at: those in view, for sums the members of open groups, and all
 * when the order is by a measured value.
 */
export function useStatsInterest(
  model: ContainerListModel,
  rows: readonly ListRow[],
  from: number,
  to: number,
): void {
  const { stats, containers } = useApp()
  const isLive = useContainersView((view) => isLiveSort(view.sort.key))
  const hasSums = useSyncExternalStore(model.subscribe, () => model.counts.running <= mostForSums)
  const all = useSyncExternalStore(model.subscribe, () => (isLive ? model.shownMeasured : none))
  const joined = useMemo(() => {
    const live = (id: string) => {
      const container = containers.get(id)
      return container !== undefined && isMeasured(container)
    }
    const idsIn = (some: readonly ListRow[]) =>
      some.flatMap((row) => (row.kind === 'container' ? [row.id] : []))
    const sums = hasSums ? openMembers(model, rows) : []
    return [...new Set([...idsIn(rows.slice(from, to)), ...sums])].filter(live).sort().join()
  }, [containers, model, rows, from, to, hasSums])
  // Apart from each other: what is in view counts as looked at more closely than what is only sorted.
  useEffect(() => (joined === '' ? undefined : stats.watch(joined.split(','))), [stats, joined])
  useEffect(() => (all.length === 0 ? undefined : stats.watch(all)), [stats, all])
}

function openMembers(model: ContainerListModel, rows: readonly ListRow[]): readonly string[] {
  return rows.flatMap((row) => {
    const group = row.kind === 'group' ? model.group(row.group) : undefined
    return group?.isOpen ? group.measuredIds : []
  })
}
