import type { TFunction } from 'i18next'
import type { LucideIcon } from 'lucide-react'
import { Copy, ListChecks, ListFilter } from 'lucide-react'
import type { ActionRunner } from '../../actions/action-runner.ts'
import { containerActions } from '../../actions/container-actions.ts'
import { navigate } from '../../router.ts'
import { setTicked } from '../../store/containers-view.ts'
import { notify } from '../../store/notices.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import type { GroupView } from './groups.ts'

type GroupVerb = { readonly id: 'start' | 'stop'; readonly icon: LucideIcon; readonly label: string }

/** What the header's one button does: stops a project of which something runs, starts one that rests. */
export function groupVerb(view: GroupView, t: TFunction): GroupVerb {
  const id = view.liveIds.length > 0 ? 'stop' : 'start'
  return {
    id,
    icon: containerActions[id].icon,
    label: t(`containers.group.${id}All`, { name: membersName(view, t) }),
  }
}

/** A project is started and stopped by its name; an image is not stopped, what was made from it is. */
function membersName({ grouping, key }: GroupView, t: TFunction): string {
  return grouping === 'project' ? key : t('containers.group.allIn', { name: key })
}

/** What can be done with a whole group. */
export function groupMenu(view: GroupView, actions: ActionRunner, t: TFunction): readonly MenuEntry[] {
  const { workingDir, grouping, key } = view
  const name = membersName(view, t)
  const verb = (id: 'start' | 'stop' | 'restart'): MenuEntry => {
    const command = actions.command(id, view.memberIds)
    return {
      kind: 'item',
      id,
      icon: containerActions[id].icon,
      label: t(`containers.group.${id}All`, { name }),
      disabledReason:
        command === null ? t(`actions.reason.${id === 'start' ? 'running' : 'notRunning'}`) : null,
      onSelect: () => actions.run(id, view.memberIds),
      ...(command === null ? {} : { command }),
    }
  }
  return [
    verb('start'),
    verb('stop'),
    verb('restart'),
    { kind: 'separator', id: 'line-1' },
    {
      kind: 'item',
      id: 'logs',
      icon: containerActions.logs.icon,
      label: t('containers.group.logs', { name }),
      onSelect: () =>
        navigate({
          pane: 'logs',
          project: grouping === 'project' ? key : null,
          ids: grouping === 'project' ? [] : view.memberIds,
        }),
    },
    {
      kind: 'item',
      id: 'select',
      icon: ListChecks,
      label: t('containers.group.select'),
      onSelect: () => setTicked(view.memberIds),
    },
    ...(grouping === 'project' ? [showOnly(key, t)] : []),
    ...(workingDir === null ? [] : [copyFolder(workingDir, t)]),
  ]
}

function showOnly(project: string, t: TFunction): MenuEntry {
  return {
    kind: 'item',
    id: 'only',
    icon: ListFilter,
    label: t('containers.group.only'),
    onSelect: () => navigate({ pane: 'containers', project }),
  }
}

function copyFolder(folder: string, t: TFunction): MenuEntry {
  return {
    kind: 'item',
    id: 'folder',
    icon: Copy,
    label: t('containers.group.copyFolder'),
    onSelect: () => {
      navigator.clipboard.writeText(folder).then(
        () => notify({ tone: 'done', title: t('actions.copiedName', { text: folder }) }),
        () => notify({ tone: 'failed', title: t('actions.copyFailed') }),
      )
    },
  }
}
