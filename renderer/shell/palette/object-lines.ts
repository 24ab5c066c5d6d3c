import {
  ChartPie,
  CloudUpload,
  Database,
  Download,
  Eraser,
  FileInput,
  FolderInput,
  Info,
  LogIn,
  LogOut,
  type LucideIcon,
  Package,
  Save,
  Search,
  Tag,
  Trash2,
  Waypoints,
} from 'lucide-react'
import type { CommandPath } from '../../../shared/docker-line/line-commands.ts'
import type { DockerLine } from '../../../shared/docker-line/parse-line.ts'
import type { Image } from '../../../shared/image.ts'
import { type PruneKind, pruneKinds } from '../../../shared/prune.ts'
import { defaultRegistry } from '../../../shared/reference.ts'
import {
  openImportImage,
  openLoadImage,
  openSaveImages,
} from '../../actions/archives/archive-dialog-store.ts'
import { tagImage } from '../../actions/image-actions.ts'
import { openImageDialog } from '../../actions/image-dialog-store.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { signOut } from '../../actions/registry-actions.ts'
import { openPullDialog, openPushDialog, openSignInDialog } from '../../actions/registry-dialog-store.ts'
import { openVolumeDialog } from '../../actions/volumes/volume-dialog-store.ts'
import { describeError } from '../../messages.ts'
import { navigate } from '../../router.ts'
import { useImagesView } from '../../store/images-view.ts'
import { notify } from '../../store/notices.ts'
import {
  findContainer,
  findImage,
  findNetwork,
  findVolume,
  isOn,
  type LineHandler,
  type LineIntent,
} from './line-intent.ts'
import type { PaletteContext } from './object-entries.ts'

function open(icon: LucideIcon, title: (context: PaletteContext) => string, run: () => void): LineHandler {
  return { carries: [], resolve: (_line, context) => ({ kind: 'do', icon, title: title(context), run }) }
}

function prune(
  kinds: readonly PruneKind[],
  carries: readonly string[] = ['all', 'force', 'volumes'],
): LineHandler {
  return {
    ...open(
      Eraser,
      ({ t }) => t('palette.line.prune'),
      () => openPruneDialog(kinds),
    ),
    carries,
  }
}

/** Of `system prune`, volumes are part only when they are asked for. */
const systemPrune: LineHandler = {
  carries: ['all', 'force', 'volumes'],
  resolve: (line, context, text) =>
    prune(pruneKinds.filter((kind) => kind !== 'volume' || isOn(line, 'volumes'))).resolve(
      line,
      context,
      text,
    ),
}

function withImages(
  line: DockerLine,
  { app }: PaletteContext,
  go: (images: readonly Image[], names: string) => LineIntent,
): LineIntent {
  const found = line.operands.map((name) => ({ name, image: findImage(app, name) }))
  const missing = found.find(({ image }) => image === null)
  if (missing) return { kind: 'missing', what: 'image', name: missing.name }
  return go(
    found.flatMap(({ image }) => image ?? []),
    found.map(({ name }) => name).join(', '),
  )
}

function imageList(line: DockerLine, { t }: PaletteContext): LineIntent {
  const [filter = ''] = line.operands
  return {
    kind: 'do',
    icon: Package,
    title: t('palette.line.listOf', { kind: t('palette.line.kinds.images') }),
    run: () => {
      useImagesView.setState({ filter, scope: 'all' })
      navigate({ pane: 'images', id: null })
    },
  }
}

function imagePage(line: DockerLine, context: PaletteContext): LineIntent {
  return withImages(line, context, ([image], name) => ({
    kind: 'do',
    icon: Package,
    title: context.t('palette.openObject', { name }),
    run: () => navigate({ pane: 'images', id: image?.id ?? null }),
  }))
}

function removeImages(line: DockerLine, context: PaletteContext): LineIntent {
  return withImages(line, context, (images, names) => ({
    kind: 'do',
    icon: Trash2,
    title: context.t('palette.line.several', { verb: context.t('images.action.remove'), names }),
    run: () => openImageDialog({ kind: 'remove', ids: images.map(({ id }) => id) }),
  }))
}

function saveImages(line: DockerLine, context: PaletteContext): LineIntent {
  return withImages(line, context, (images, names) => ({
    kind: 'do',
    icon: Save,
    title: context.t('palette.line.save', { names }),
    run: () => openSaveImages(images),
  }))
}

function tag(line: DockerLine, context: PaletteContext): LineIntent {
  const { app, t } = context
  const [name = '', newName = ''] = line.operands
  const image = findImage(app, name)
  if (!image) return { kind: 'missing', what: 'image', name }
  const run = () =>
    void tagImage(app, image, newName).then((error) => {
      if (error !== null) notify({ tone: 'failed', ...describeError(error, t) })
    })
  return { kind: 'do', icon: Tag, title: t('palette.line.tag', { name, newName }), run }
}

function pull(line: DockerLine, { t }: PaletteContext): LineIntent {
  const [name = ''] = line.operands
  return {
    kind: 'do',
    icon: Download,
    title: t('palette.line.pull', { name }),
    run: () => openPullDialog(name),
  }
}

function push(line: DockerLine, { t }: PaletteContext): LineIntent {
  const [name = ''] = line.operands
  return {
    kind: 'do',
    icon: CloudUpload,
    title: t('palette.line.push', { name }),
    run: () => openPushDialog(name),
  }
}

function search(line: DockerLine, { t }: PaletteContext): LineIntent {
  const [term = ''] = line.operands
  const run = () => openImageDialog({ kind: 'search', term })
  return { kind: 'do', icon: Search, title: t('palette.line.search', { term }), run }
}

function login(line: DockerLine, { t }: PaletteContext): LineIntent {
  const [server = ''] = line.operands
  const title = t('palette.line.login', { server: server || t('registries.hub') })
  return { kind: 'do', icon: LogIn, title, run: () => openSignInDialog(server) }
}

function logout(line: DockerLine, { app, t }: PaletteContext): LineIntent {
  const [server = defaultRegistry] = line.operands
  const title = t('palette.line.logout', {
    server: server === defaultRegistry ? t('registries.hub') : server,
  })
  return { kind: 'do', icon: LogOut, title, run: () => void signOut(app, server) }
}

function volumePage(line: DockerLine, { app, t }: PaletteContext): LineIntent {
  const [name = ''] = line.operands
  if (!findVolume(app, name)) return { kind: 'missing', what: 'volume', name }
  const title = t('palette.openObject', { name })
  return { kind: 'do', icon: Database, title, run: () => navigate({ pane: 'volumes', name }) }
}

function removeVolumes(line: DockerLine, { app, t }: PaletteContext): LineIntent {
  const names = line.operands
  const missing = names.find((name) => !findVolume(app, name))
  if (missing !== undefined) return { kind: 'missing', what: 'volume', name: missing }
  const title = t('palette.line.several', { verb: t('volumes.action.delete'), names: names.join(', ') })
  return { kind: 'do', icon: Trash2, title, run: () => openVolumeDialog({ kind: 'delete', names }) }
}

function networkPage(line: DockerLine, { app, t }: PaletteContext): LineIntent {
  const [name = ''] = line.operands
  const network = findNetwork(app, name)
  if (!network) return { kind: 'missing', what: 'network', name }
  const title = t('palette.line.network', { name: network.name })
  return { kind: 'do', icon: Waypoints, title, run: () => navigate({ pane: 'networks', id: network.id }) }
}

/** `docker inspect` takes the name of anything. */
function inspect(line: DockerLine, context: PaletteContext): LineIntent {
  const { app, t } = context
  const [name = ''] = line.operands
  const container = findContainer(app, name)
  if (container) {
    const title = t('actions.named.inspect', { name: container.name })
    const run = () => navigate({ pane: 'container', id: container.id, tab: 'inspect' })
    return { kind: 'do', icon: Info, title, run }
  }
  if (findImage(app, name)) return imagePage(line, context)
  if (findVolume(app, name)) return volumePage(line, context)
  if (findNetwork(app, name)) return networkPage(line, context)
  return { kind: 'missing', what: 'object', name }
}

const goVolumes = () => navigate({ pane: 'volumes', name: null })
const goNetworks = () => navigate({ pane: 'networks', id: null })
const goSettings = () => navigate({ pane: 'settings' })
const engine = open(Info, ({ t }) => t('palette.line.engine'), goSettings)

/** Commands about images, volumes, networks, registries and the engine. */
export const objectLines: Partial<Readonly<Record<CommandPath, LineHandler>>> = {
  inspect: { carries: ['type'], resolve: inspect },
  'image ls': { carries: ['all'], resolve: imageList },
  'image inspect': { carries: [], resolve: imagePage },
  'image history': { carries: ['no-trunc', 'human'], resolve: imagePage },
  'image rm': { carries: ['force', 'no-prune'], resolve: removeImages },
  'image save': { carries: ['output'], resolve: saveImages },
  'image load': {
    ...open(FolderInput, ({ t }) => t('palette.place.load'), openLoadImage),
    carries: ['input'],
  },
  'image import': open(FileInput, ({ t }) => t('palette.place.import'), openImportImage),
  'image tag': { carries: [], resolve: tag },
  'image prune': prune(['image']),
  'container prune': prune(['container']),
  'volume prune': prune(['volume']),
  'network prune': prune(['network']),
  'builder prune': prune(['build-cache']),
  'system prune': systemPrune,
  pull: { carries: [], resolve: pull },
  push: { carries: [], resolve: push },
  search: { carries: [], resolve: search },
  login: { carries: [], resolve: login },
  logout: { carries: [], resolve: logout },
  'volume ls': open(
    Database,
    ({ t }) => t('palette.line.listOf', { kind: t('palette.line.kinds.volumes') }),
    goVolumes,
  ),
  'volume inspect': { carries: [], resolve: volumePage },
  'volume rm': { carries: [], resolve: removeVolumes },
  'volume create': open(
    Database,
    ({ t }) => t('palette.place.newVolume'),
    () => openVolumeDialog({ kind: 'new' }),
  ),
  'network ls': open(
    Waypoints,
    ({ t }) => t('palette.line.listOf', { kind: t('palette.line.kinds.networks') }),
    goNetworks,
  ),
  'network inspect': { carries: ['verbose'], resolve: networkPage },
  'network connect': { carries: [], resolve: networkPage },
  'network disconnect': { carries: [], resolve: networkPage },
  'network rm': { carries: [], resolve: networkPage },
  'network create': open(Waypoints, ({ t }) => t('palette.line.newNetwork'), goNetworks),
  'system df': {
    ...open(
      ChartPie,
      ({ t }) => t('palette.line.disk'),
      () => navigate({ pane: 'disk' }),
    ),
    carries: ['verbose'],
  },
  'context ls': engine,
  info: engine,
  version: engine,
}
