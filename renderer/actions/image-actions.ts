import type { TFunction } from 'i18next'
import i18next from 'i18next'
import { CloudUpload, Copy, Download, Play, Save, Tag, Trash2 } from 'lucide-react'
import { archiveCommandsFor } from '../../shared/docker-command-archive.ts'
import { type ImageCommands, imageCommandsFor } from '../../shared/docker-command-image.ts'
import { registryCommandsFor } from '../../shared/docker-command-registry.ts'
import type { Image } from '../../shared/image.ts'
import type { AppContext } from '../app-context.ts'
import { imageName, imageReference } from '../image-name.ts'
import { describeError } from '../messages.ts'
import { recordCommand } from '../store/companion.ts'
import { useEngineStore } from '../store/engine-store.ts'
import { notify } from '../store/notices.ts'
import type { MenuEntry } from '../ui/menu-entry.ts'
import { openSaveImages } from './archives/archive-dialog-store.ts'
import { runBulk } from './bulk/run-bulk.ts'
import { copyText } from './copy-text.ts'
import { openImageDialog } from './image-dialog-store.ts'
import { isConflict, type RemovalOptions, removeImage } from './image-removal.ts'
import { openPullDialog, openPushDialog } from './registry-dialog-store.ts'
import { openRunDialog } from './run-dialog-store.ts'

/** Stands in a command for a name that is yet to be typed. */
export const newReferencePlaceholder = 'repository:tag'
/** As many as a menu has room for; the panel lists all. */
const mostTagEntries = 6

/** Commands for the engine in use now. */
export function imageCommands(): ImageCommands {
  return imageCommandsFor(useEngineStore.getState().status.endpoint)
}

/** The command that pulls or pushes one reference. */
export function transferCommand(verb: 'pull' | 'push', reference: string): string {
  const commands = registryCommandsFor(useEngineStore.getState().status.endpoint)
  return commands[verb]({ reference, allTags: false, platform: null })
}

/** The command that saves these images into one file. */
export function saveCommand(images: readonly Image[]): string {
  const references = images.flatMap(({ id, tags }) => (tags.length > 0 ? tags : [id]))
  const commands = archiveCommandsFor(useEngineStore.getState().status.endpoint)
  return commands.save({ references, platform: null, file: 'images.tar' })
}

/** The command that removes these images as `performRemoval` does. */
export function removalCommand(images: readonly Image[], options: RemovalOptions): string {
  const references = images.flatMap(({ id, tags }) => (tags.length > 0 ? tags : [id]))
  return imageCommands().remove({ references, ...options })
}

/** Removes one image; answers with the error, null when it went well: the dialog tells it. */
export async function performRemoval(
  app: AppContext,
  image: Image,
  options: RemovalOptions,
): Promise<unknown> {
  const command = removalCommand([image], options)
  const startedAtMs = Date.now()
  const error = await removeImage(app, image, options)
  recordCommand({ command, result: error === null ? 'ok' : 'failed', atMs: Date.now(), startedAtMs })
  if (error === null) notify({ tone: 'done', title: i18next.t('images.removed', { name: imageName(image) }) })
  return error
}

/** Removes several images, those that others are built on after the others. Never rejects. */
export function performRemovals(
  app: AppContext,
  images: readonly Image[],
  options: RemovalOptions,
): Promise<void> {
  const { t } = i18next
  const count = images.length
  return runBulk({
    targets: images.map((image) => ({ id: image.id, name: imageName(image), image })),
    work: ({ image }) => removeImage(app, image, options),
    isPassing: isConflict,
    words: {
      working: t('bulk.images.working', { count }),
      done: t('images.removedMany', { count }),
      partly: (done, total) => t('images.removedPartly', { done, total }),
    },
    command: (targets) =>
      removalCommand(
        targets.map(({ image }) => image),
        options,
      ),
  })
}

/** Takes one of several tags away; the image stays. */
export async function untagImage(app: AppContext, tag: string): Promise<void> {
  const options = { force: false, noPrune: false }
  const command = imageCommands().remove({ references: [tag], ...options })
  const startedAtMs = Date.now()
  try {
    await app.client().call('image.remove', { target: tag, ...options })
    recordCommand({ command, result: 'ok', atMs: Date.now(), startedAtMs })
    notify({ tone: 'done', title: i18next.t('images.untaggedDone', { tag }) })
  } catch (error) {
    recordCommand({ command, result: 'failed', atMs: Date.now(), startedAtMs })
    const { title, text, details } = describeError(error, i18next.t)
    notify({ tone: 'failed', title, text, details })
  }
}

/** Adds a tag; answers with the error, null when it went well: the dialog tells it. */
export async function tagImage(app: AppContext, image: Image, newReference: string): Promise<unknown> {
  const command = imageCommands().tag({ reference: imageReference(image), newReference })
  const startedAtMs = Date.now()
  try {
    await app.client().call('image.tag', { id: image.id, reference: newReference })
    recordCommand({ command, result: 'ok', atMs: Date.now(), startedAtMs })
    notify({
      tone: 'done',
      title: i18next.t('images.tagged', { reference: newReference, name: imageName(image) }),
    })
    return null
  } catch (error) {
    recordCommand({ command, result: 'failed', atMs: Date.now(), startedAtMs })
    return error
  }
}

/** What can be done with these images, for context menus and overflow buttons. */
export function imageMenu(images: readonly Image[], app: AppContext, t: TFunction): readonly MenuEntry[] {
  const [first] = images
  if (!first) return []
  const only = images.length === 1 ? first : null
  return [
    ...(only ? entriesOfOne(only, app, t) : []),
    {
      kind: 'item',
      id: 'save',
      label: t('images.action.save'),
      icon: Save,
      command: saveCommand(images),
      onSelect: () => openSaveImages(images),
    },
    { kind: 'separator', id: 'line-copy' },
    copyEntry('reference', t('images.action.copyReference'), images.map(imageReference)),
    ...(only && only.digests[0] !== undefined
      ? [copyEntry('digest', t('images.action.copyDigest'), only.digests)]
      : []),
    copyEntry(
      'id',
      t('images.action.copyId'),
      images.map(({ id }) => id),
    ),
    { kind: 'separator', id: 'line-remove' },
    {
      kind: 'item',
      id: 'remove',
      label: t('images.action.remove'),
      icon: Trash2,
      shortcut: 'Delete',
      command: removalCommand(images, { force: false, noPrune: false }),
      danger: true,
      onSelect: () => openImageDialog({ kind: 'remove', ids: images.map(({ id }) => id) }),
    },
  ]
}

function entriesOfOne(image: Image, app: AppContext, t: TFunction): readonly MenuEntry[] {
  return [
    {
      kind: 'item',
      id: 'run',
      label: t('images.action.run'),
      icon: Play,
      command: `docker run ${imageReference(image)}`,
      onSelect: () => openRunDialog({ image: imageReference(image) }),
    },
    {
      kind: 'item',
      id: 'tag',
      label: t('images.action.tag'),
      icon: Tag,
      command: imageCommands().tag({
        reference: imageReference(image),
        newReference: newReferencePlaceholder,
      }),
      onSelect: () => openImageDialog({ kind: 'tag', id: image.id }),
    },
    // The last tag goes with the image, which is another question.
    ...(image.tags.length > 1 ? image.tags.slice(0, mostTagEntries) : []).map(
      (tag): MenuEntry => ({
        kind: 'item',
        id: `untag-${tag}`,
        label: t('images.action.untag', { tag }),
        command: imageCommands().remove({ references: [tag], force: false, noPrune: false }),
        onSelect: () => void untagImage(app, tag),
      }),
    ),
    ...transferEntries(image, t),
  ]
}

/** A registry is told tags; what has none cannot be pushed. */
function transferEntries({ tags }: Image, t: TFunction): readonly MenuEntry[] {
  const [tag] = tags
  return [
    {
      kind: 'item',
      id: 'push',
      label: t('images.action.push'),
      icon: CloudUpload,
      command: tag && transferCommand('push', tag),
      disabledReason: tag === undefined ? t('images.action.noTag') : null,
      onSelect: () => tag !== undefined && openPushDialog(tag),
    },
    {
      kind: 'item',
      id: 'pull',
      label: t('images.action.pullAgain'),
      icon: Download,
      command: tag && transferCommand('pull', tag),
      disabledReason: tag === undefined ? t('images.action.noTag') : null,
      onSelect: () => tag !== undefined && openPullDialog(tag),
    },
  ]
}

function copyEntry(id: string, label: string, lines: readonly string[]): MenuEntry {
  return {
    kind: 'item',
    id: `copy-${id}`,
    label,
    icon: Copy,
    onSelect: () => void copyText(lines.join('\n')),
  }
}
