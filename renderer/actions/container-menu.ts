import type { TFunction } from 'i18next'
import { CopyPlus, SlidersHorizontal, SquareTerminal } from 'lucide-react'
import type { Container } from '../../shared/container.ts'
import type { MenuEntry } from '../ui/menu-entry.ts'
import type { ActionId } from './action.ts'
import type { ActionRunner } from './action-runner.ts'
import { applicable, containerActions, pauseOrResume, startOrStop } from './container-actions.ts'
import { openEditDialog, openRunDialog } from './run-dialog-store.ts'
import { openCopyAs } from './tools-store.ts'

/** The action's word in menus. */
export function actionLabel(id: ActionId, containers: readonly Container[], t: TFunction): string {
  const [first] = containers
  if (id === 'copyCommand') return t('actions.copyCommand', { verb: first ? startOrStop(first) : 'start' })
  return t(`actions.${id}`)
}

/** Why an action can be done to none of these, null when it can be done to some. */
export function whyDisabled(id: ActionId, containers: readonly Container[], t: TFunction): string | null {
  const action = containerActions[id]
  if (!action.isForMany && containers.length > 1) return t('containers.bulk.one')
  if (applicable(action, containers).length > 0) return null
  const [first] = containers
  const reason = first ? action.isEnabled(first) : true
  if (containers.length > 1 || reason === true) return t('containers.bulk.none')
  return t(`actions.reason.${reason}`)
}

export function actionEntry(
  id: ActionId,
  containers: readonly Container[],
  actions: ActionRunner,
  t: TFunction,
): MenuEntry {
  const { icon, shortcut, isDestructive } = containerActions[id]
  const ids = containers.map((container) => container.id)
  const command = actions.command(id, ids)
  return {
    kind: 'item',
    id,
    icon,
    label: actionLabel(id, containers, t),
    danger: isDestructive,
    disabledReason: whyDisabled(id, containers, t),
    onSelect: () => actions.run(id, ids),
    ...(shortcut === null ? {} : { shortcut }),
    ...(command === null ? {} : { command }),
  }
}

/** Verbs whose absence needs no words: nobody looks for Pause on what does not run. */
const onlyWhenPossible: ReadonlySet<ActionId> = new Set(['open', 'pause', 'unpause', 'kill'])

function isOffered(id: ActionId, containers: readonly Container[]): boolean {
  return !onlyWhenPossible.has(id) || applicable(containerActions[id], containers).length > 0
}

/** The form, filled with the settings of a container: to change it, or to run another one like it. */
function formEntries(container: Container, t: TFunction): readonly MenuEntry[] {
  const { id } = container
  return [
    {
      kind: 'item',
      id: 'edit',
      icon: SlidersHorizontal,
      label: t('actions.edit'),
      disabledReason: whyDisabled('rename', [container], t),
      onSelect: () => openEditDialog(id),
    },
    {
      kind: 'item',
      id: 'runAgain',
      icon: CopyPlus,
      label: t('actions.runAgain'),
      onSelect: () => openRunDialog({ likeId: id }),
    },
    {
      kind: 'item',
      id: 'copyAs',
      icon: SquareTerminal,
      label: t('actions.copyAs'),
      onSelect: () => openCopyAs(id),
    },
  ]
}

/** Every action on one container or several, as a menu; `omit` leaves out what stands beside it. */
export function containerMenu(
  containers: readonly Container[],
  actions: ActionRunner,
  t: TFunction,
  omit: readonly ActionId[] = [],
): readonly MenuEntry[] {
  const [first] = containers
  if (!first) return []
  const isOne = containers.length === 1
  const views: ActionId[] = isOne ? ['logs', 'terminal', 'stats', 'inspect', 'open'] : []
  const verbs: ActionId[] = isOne
    ? [startOrStop(first), 'restart', pauseOrResume(first), 'kill']
    : ['start', 'stop', 'restart', 'pause', 'unpause', 'kill']
  const copies: ActionId[] = ['copyName', 'copyId', 'copyCommand']
  const groups: ActionId[][] = [
    views,
    verbs,
    isOne ? ['rename', 'recreate', 'export', ...copies] : copies,
    ['remove'],
  ]
  return groups
    .map((ids) => ids.filter((id) => !omit.includes(id) && isOffered(id, containers)))
    .filter((ids) => ids.length > 0)
    .flatMap((ids, index): MenuEntry[] => {
      const entries = [
        ...(isOne && ids.includes('copyName') ? formEntries(first, t) : []),
        ...ids.map((id) => actionEntry(id, containers, actions, t)),
      ]
      return index === 0 ? entries : [{ kind: 'separator', id: `line-${index}` }, ...entries]
    })
}
