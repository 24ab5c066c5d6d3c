import type { TFunction } from 'i18next'
import { Database, Layers, ListTodo, type LucideIcon, Package, Waypoints, X } from 'lucide-react'
import type { Container } from '../../../shared/container.ts'
import { imageCommandsFor } from '../../../shared/docker-command-image.ts'
import { networkCommandsFor } from '../../../shared/docker-command-network.ts'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import type { Endpoint } from '../../../shared/engine.ts'
import { type ActionId, actionIds } from '../../actions/action.ts'
import type { ActionRunner } from '../../actions/action-runner.ts'
import { containerActions } from '../../actions/container-actions.ts'
import { whyDisabled } from '../../actions/container-menu.ts'
import { imageMenu } from '../../actions/image-actions.ts'
import { cancelTask } from '../../actions/task-actions.ts'
import type { AppContext } from '../../app-context.ts'
import { deriveState } from '../../container-state.ts'
import { stateDetail, stateWord } from '../../container-words.ts'
import { formatDecimalBytes } from '../../format.ts'
import { volumeMenu } from '../../panes/volumes/volume-menu.ts'
import { navigate } from '../../router.ts'
import { useContainersView } from '../../store/containers-view.ts'
import { setTaskListOpen } from '../../store/task-list.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { entry, type PaletteEntry } from './palette-entry.ts'
import { objectId, type PaletteObject } from './palette-objects.ts'

/** What entries are made with. */
export type PaletteContext = {
  readonly app: AppContext
  readonly actions: ActionRunner
  readonly endpoint: Endpoint | null
  readonly nowMs: number
  readonly t: TFunction
}

/** The row of an object itself: choosing it opens it. */
export function objectEntry(object: PaletteObject, context: PaletteContext): PaletteEntry {
  const base = { id: objectId(object), title: object.name, object }
  switch (object.kind) {
    case 'container':
      return containerEntry(object.value, base, context)
    case 'project': {
      const open = () => navigate({ pane: 'containers', project: object.name })
      return entry({ ...base, icon: Layers, detail: context.t('palette.project'), run: open })
    }
    case 'image': {
      const { id, sizeBytes } = object.value
      const command = imageCommandsFor(context.endpoint).inspect(object.name)
      const open = () => navigate({ pane: 'images', id })
      return entry({ ...base, icon: Package, detail: formatDecimalBytes(sizeBytes), command, run: open })
    }
    case 'volume': {
      const command = volumeCommandsFor(context.endpoint).inspect(object.name)
      const open = () => navigate({ pane: 'volumes', name: object.name })
      return entry({ ...base, icon: Database, detail: context.t('palette.volume'), command, run: open })
    }
    case 'network': {
      const command = networkCommandsFor(context.endpoint).inspect(object.name)
      const open = () => navigate({ pane: 'networks', id: object.value.id })
      return entry({ ...base, icon: Waypoints, detail: context.t('palette.network'), command, run: open })
    }
    case 'task': {
      const { command } = object.value
      const open = () => setTaskListOpen(true)
      return entry({ ...base, icon: ListTodo, detail: context.t('palette.task'), command, run: open })
    }
  }
}

type Base = Pick<PaletteEntry, 'id' | 'title' | 'object'>

function containerEntry(container: Container, base: Base, { nowMs, t }: PaletteContext): PaletteEntry {
  const state = deriveState(container, nowMs)
  const detail = [stateWord(state, t), stateDetail(state, nowMs, t)].filter(Boolean).join(' · ')
  const open = () => navigate({ pane: 'container', id: container.id, tab: 'logs' })
  return entry({ ...base, glyph: state.glyph, detail, run: open })
}

/** Everything that can be done with an object. */
export function actionEntries(object: PaletteObject, context: PaletteContext): readonly PaletteEntry[] {
  const { app, endpoint, t } = context
  switch (object.kind) {
    case 'container':
      return actionIds.map((id) => containerVerb(id, object, context))
    case 'project':
      return (['start', 'stop', 'restart'] as const).map((id) => projectVerb(id, object, context))
    case 'image':
      return menuEntries(object, imageMenu([object.value], app, t), t)
    case 'volume':
      return menuEntries(object, volumeMenu([object.value], endpoint, t), t)
    case 'network':
      return []
    case 'task': {
      const { id, state } = object.value
      const cancel = () => void cancelTask(app, id)
      const title = t('palette.cancelTask', { name: object.name })
      return state === 'running'
        ? [entry({ id: `${objectId(object)}:cancel`, icon: X, title, run: cancel })]
        : []
    }
  }
}

type Of<K extends PaletteObject['kind']> = Extract<PaletteObject, { kind: K }>

function containerVerb(id: ActionId, object: Of<'container'>, { actions, t }: PaletteContext): PaletteEntry {
  const { value, name } = object
  return entry({
    id: `${objectId(object)}:${id}`,
    icon: containerActions[id].icon,
    title: t(`actions.named.${id}`, { name }),
    command: actions.command(id, [value.id]),
    disabledReason: whyDisabled(id, [value], t),
    run: () => actions.run(id, [value.id]),
  })
}

function projectVerb(
  id: 'start' | 'stop' | 'restart',
  object: Of<'project'>,
  { actions, t }: PaletteContext,
): PaletteEntry {
  const ids = object.value.map((container) => container.id)
  return entry({
    id: `${objectId(object)}:${id}`,
    icon: containerActions[id].icon,
    title: t(`containers.group.${id}All`, { name: object.name }),
    command: actions.command(id, ids),
    disabledReason: whyDisabled(id, object.value, t),
    run: () => actions.run(id, ids),
  })
}

function menuEntries(
  object: PaletteObject,
  menu: readonly MenuEntry[],
  t: PaletteContext['t'],
): readonly PaletteEntry[] {
  return menu.flatMap((item) => {
    if (item.kind !== 'item') return []
    const { icon = null as LucideIcon | null, command = null, disabledReason = null, onSelect } = item
    const title = t('palette.verbOn', { verb: item.label, name: object.name })
    return [
      entry({ id: `${objectId(object)}:${item.id}`, icon, title, command, disabledReason, run: onSelect }),
    ]
  })
}

/** The object that the screen is about: the one in the side panel or on its own page. */
export function objectOnScreen(app: AppContext, hash: string): PaletteObject | null {
  const [, pane, part = ''] = hash.split('/')
  const id = decodeURIComponent(part)
  if (pane === 'images') return find(app.images.get(id), 'image')
  const panelId = pane === 'containers' && id !== '' ? id : useContainersView.getState().panelId
  const container = panelId === null ? undefined : app.containers.get(panelId)
  return container ? { kind: 'container', name: container.name, value: container } : null
}

function find(value: Of<'image'>['value'] | undefined, kind: 'image'): PaletteObject | null {
  return value ? { kind, name: value.tags[0] ?? value.id, value } : null
}
