import type { TFunction } from 'i18next'
import {
  ArchiveRestore,
  ChartPie,
  Container,
  Database,
  Download,
  Eraser,
  FileInput,
  FolderInput,
  Info,
  Keyboard,
  ListTodo,
  LogIn,
  Package,
  Palette,
  PanelLeft,
  Plug,
  Plus,
  ScrollText,
  Search,
  Settings,
  Warehouse,
  Waypoints,
} from 'lucide-react'
import { connectionFlags, dockerCommandsFor } from '../../../shared/docker-command.ts'
import { imageCommandsFor } from '../../../shared/docker-command-image.ts'
import { networkCommandsFor } from '../../../shared/docker-command-network.ts'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import type { Endpoint } from '../../../shared/engine.ts'
import { pruneKinds } from '../../../shared/prune.ts'
import { openImportImage, openLoadImage } from '../../actions/archives/archive-dialog-store.ts'
import { explainCommand } from '../../actions/explain-store.ts'
import { openImageDialog } from '../../actions/image-dialog-store.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { openPullDialog, openSignInDialog } from '../../actions/registry-dialog-store.ts'
import { openRunDialog } from '../../actions/run-dialog-store.ts'
import { openCommandLog } from '../../actions/tools-store.ts'
import { openVolumeDialog } from '../../actions/volumes/volume-dialog-store.ts'
import type { palette } from '../../i18n/en/palette.ts'
import { navigate } from '../../router.ts'
import { shownCommand, useCompanion } from '../../store/companion.ts'
import { setTaskListOpen } from '../../store/task-list.ts'
import { setView, useView } from '../../store/view.ts'
import type { WindowActions } from '../keyboard.ts'
import { entry, type PaletteEntry } from './palette-entry.ts'

export type Place = PaletteEntry & {
  /** Words that docker has for it, found beside the title. */
  readonly words: string
}

/** The panes and everything that can be done without naming an object. */
export function allPlaces(endpoint: Endpoint | null, actions: WindowActions, t: TFunction): readonly Place[] {
  return [...panePlaces(endpoint, t), ...dialogPlaces(endpoint, t), ...windowPlaces(actions, t)]
}

type PlaceId = keyof (typeof palette)['place']

function place(
  id: PlaceId,
  icon: PaletteEntry['icon'],
  words: string,
  command: string | null,
  t: TFunction,
  run: () => void,
): Place {
  return { ...entry({ id: `place:${id}`, icon, title: t(`palette.place.${id}`), command, run }), words }
}

function panePlaces(endpoint: Endpoint | null, t: TFunction): readonly Place[] {
  const docker = dockerCommandsFor(endpoint)
  const images = imageCommandsFor(endpoint)
  const volumes = volumeCommandsFor(endpoint).list()
  const networks = networkCommandsFor(endpoint).list()
  const go = (route: Parameters<typeof navigate>[0]) => () => navigate(route)
  return [
    place(
      'containers',
      Container,
      'ps container ls',
      docker.ps(),
      t,
      go({ pane: 'containers', project: null }),
    ),
    place('images', Package, 'image ls', images.list(), t, go({ pane: 'images', id: null })),
    place('volumes', Database, 'volume ls', volumes, t, go({ pane: 'volumes', name: null })),
    place('networks', Waypoints, 'network ls', networks, t, go({ pane: 'networks', id: null })),
    place('registries', Warehouse, 'registry hub', null, t, go({ pane: 'registries' })),
    place('ports', Plug, 'port', null, t, go({ pane: 'ports', id: null })),
    place('bin', ArchiveRestore, 'trash removed restore', null, t, go({ pane: 'bin', id: null })),
    place('disk', ChartPie, 'system df', images.diskUsage(), t, go({ pane: 'disk' })),
    place('settings', Settings, 'preferences options', null, t, go({ pane: 'settings' })),
  ]
}

function dialogPlaces(endpoint: Endpoint | null, t: TFunction): readonly Place[] {
  const docker = ['docker', ...connectionFlags(endpoint)].join(' ')
  const search = () => openImageDialog({ kind: 'search' })
  return [
    place('run', Plus, 'run create new', `${docker} run …`, t, () => openRunDialog()),
    place('pull', Download, 'pull', `${docker} pull …`, t, () => openPullDialog()),
    place('search', Search, 'search hub', `${docker} search …`, t, search),
    place('load', FolderInput, 'load', `${docker} image load …`, t, openLoadImage),
    place('import', FileInput, 'import', `${docker} image import …`, t, openImportImage),
    place('newVolume', Plus, 'volume create', `${docker} volume create …`, t, () =>
      openVolumeDialog({ kind: 'new' }),
    ),
    place('cleanUp', Eraser, 'prune system', `${docker} system prune`, t, () => openPruneDialog(pruneKinds)),
    place('signIn', LogIn, 'login', `${docker} login`, t, () => openSignInDialog()),
  ]
}

function windowPlaces(actions: WindowActions, t: TFunction): readonly Place[] {
  const toggleSidebar = () => setView({ isSidebarOpen: !useView.getState().isSidebarOpen })
  return [
    place('tasks', ListTodo, 'progress', null, t, () => setTaskListOpen(true)),
    place('log', ScrollText, 'history done', null, t, openCommandLog),
    place('explain', Info, 'help', null, t, explainShown),
    place('shortcuts', Keyboard, 'keys help', null, t, actions.openShortcuts),
    place('connections', Plug, 'context engine host', 'docker context ls', t, actions.openConnections),
    place('sidebar', PanelLeft, '', null, t, toggleSidebar),
    place('dark', Palette, 'appearance dark', null, t, () => setView({ theme: 'dark' })),
    place('light', Palette, 'appearance light', null, t, () => setView({ theme: 'light' })),
    place('system', Palette, 'appearance', null, t, () => setView({ theme: 'system' })),
    place('english', Settings, 'language english', null, t, () => setView({ language: 'en' })),
    place('chinese', Settings, 'language chinese zh', null, t, () => setView({ language: 'zh-CN' })),
  ]
}

function explainShown(): void {
  const shown = shownCommand(useCompanion.getState(), Date.now())
  if (shown) explainCommand(shown.command)
}
