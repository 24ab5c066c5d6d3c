import { CloudUpload, Ellipsis, Package, Play, Save, Tag, Trash2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { Image } from '../../../shared/image.ts'
import { openSaveImages } from '../../actions/archives/archive-dialog-store.ts'
import {
  imageCommands,
  imageMenu,
  newReferencePlaceholder,
  removalCommand,
  saveCommand,
  transferCommand,
} from '../../actions/image-actions.ts'
import { openImageDialog } from '../../actions/image-dialog-store.ts'
import { openPushDialog } from '../../actions/registry-dialog-store.ts'
import { openRunDialog } from '../../actions/run-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo, formatDateTime, shortId } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { imageName, imageReference, splitName } from '../../image-name.ts'
import { useViewCommand } from '../../store/companion.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import head from '../objects/panel-head.module.css'
import { ImageConfig } from './image-config.tsx'
import { ImageHistoryList } from './image-history-list.tsx'
import { ImageLayers } from './image-layers.tsx'
import styles from './image-panel.module.css'
import { ImageUsers } from './image-users.tsx'
import { readImageHistory, useImageAnswer } from './use-image-answer.ts'
import { type ImageRow, isUsed } from './use-image-rows.ts'

const tabs = ['layers', 'config', 'users', 'history'] as const
type ImageTab = (typeof tabs)[number]

/** The tab stays when another image is looked at. */
const useImageTab = create<{ readonly tab: ImageTab }>(() => ({ tab: 'layers' }))

type ImagePanelProps = { readonly item: ImageRow; readonly onClose: () => void }

/** One image beside the list: its layers, its configuration, who uses it, how it was made. */
export function ImagePanel({ item, onClose }: ImagePanelProps) {
  const { t } = useTranslation()
  const { image, users } = item
  const tab = useImageTab((state) => state.tab)
  const history = useImageAnswer(readImageHistory, image)
  useViewCommand(viewCommand(tab, image))
  return (
    <>
      <header className={head['header']}>
        <Title image={image} isUsed={isUsed(item)} onClose={onClose} />
        <Facts image={image} />
        <Actions image={image} />
        <div className={styles['tabs']}>
          <Tabs
            label={t('images.panel.tabs', { name: imageName(image) })}
            value={tab}
            onChange={(next) => useImageTab.setState({ tab: next })}
            tabs={[
              { id: 'layers', label: t('images.panel.layers'), count: history.answer?.steps.length },
              { id: 'config', label: t('images.panel.config') },
              { id: 'users', label: t('images.panel.users'), count: users.length },
              { id: 'history', label: t('images.panel.history') },
            ]}
          />
        </div>
      </header>
      <div
        className={styles['body']}
        role="tabpanel"
        id={`panel-${tab}`}
        aria-labelledby={`tab-${tab}`}
        tabIndex={-1}
      >
        {tab === 'layers' && <ImageLayers image={image} {...history} />}
        {tab === 'config' && <ImageConfig image={image} />}
        {tab === 'users' && <ImageUsers image={image} />}
        {tab === 'history' && <ImageHistoryList {...history} />}
      </div>
    </>
  )
}

function viewCommand(tab: ImageTab, image: Image): string {
  const commands = imageCommands()
  const reference = imageReference(image)
  if (tab === 'config') return commands.inspect(reference)
  return tab === 'users' ? commands.users(reference) : commands.history(reference)
}

type TitleProps = { readonly image: Image; readonly isUsed: boolean; readonly onClose: () => void }

function Title({ image, isUsed, onClose }: TitleProps) {
  const { t } = useTranslation()
  const name = imageName(image)
  const isNamed = image.tags.length + image.digests.length > 0
  const { repository, rest } = splitName(name)
  return (
    <div className={head['title']}>
      <Package aria-hidden className={classNames(styles['glyph'], isUsed && styles['used'])} />
      <h2 className={head['name']} title={name}>
        {isNamed ? (
          <bdi>
            {repository}
            <span className={styles['rest']}>{rest}</span>
          </bdi>
        ) : (
          t('images.untagged')
        )}
      </h2>
      <IconButton label={t('objects.closePanel')} icon={X} shortcut="Esc" onClick={onClose} />
    </div>
  )
}

function Facts({ image }: { readonly image: Image }) {
  const { t } = useTranslation()
  const nowMs = useNow(30_000)
  const { createdAtMs, platform } = image
  return (
    <p className={styles['facts']}>
      <span className={styles['id']} title={image.id} lang="en">
        sha256:{shortId(image.id)}
      </span>
      <CopyButton text={image.id} label={t('images.panel.copyId')} />
      {platform !== null && platform !== '' && (
        <span className={styles['fact']} lang="en">
          {platform}
        </span>
      )}
      {createdAtMs !== null && (
        <span className={styles['fact']} title={formatDateTime(createdAtMs)}>
          {t('images.panel.built', { ago: formatAgo(createdAtMs, nowMs) })}
        </span>
      )}
    </p>
  )
}

function Actions({ image }: { readonly image: Image }) {
  const { t } = useTranslation()
  const app = useApp()
  const name = imageName(image)
  const [tag] = image.tags
  return (
    <div className={styles['actions']}>
      <Button
        icon={Play}
        aria-label={t('images.action.runNamed', { name })}
        command={`docker run ${imageReference(image)}`}
        onClick={() => openRunDialog({ image: imageReference(image) })}
      >
        {t('images.action.runShort')}
      </Button>
      <Button
        icon={CloudUpload}
        aria-label={t('images.action.pushNamed', { name })}
        command={tag && transferCommand('push', tag)}
        disabledReason={tag === undefined ? t('images.action.noTag') : null}
        onClick={() => tag !== undefined && openPushDialog(tag)}
      >
        {t('images.action.pushShort')}
      </Button>
      <Button
        icon={Tag}
        aria-label={t('images.action.tagNamed', { name })}
        command={imageCommands().tag({
          reference: imageReference(image),
          newReference: newReferencePlaceholder,
        })}
        onClick={() => openImageDialog({ kind: 'tag', id: image.id })}
      >
        {t('images.action.tagShort')}
      </Button>
      <Button
        icon={Save}
        aria-label={t('images.action.saveNamed', { name })}
        command={saveCommand([image])}
        onClick={() => openSaveImages([image])}
      >
        {t('images.action.saveShort')}
      </Button>
      <span className={styles['space']} />
      <IconButton
        label={t('images.action.removeNamed', { name })}
        icon={Trash2}
        shortcut="Delete"
        command={removalCommand([image], { force: false, noPrune: false })}
        onClick={() => openImageDialog({ kind: 'remove', ids: [image.id] })}
      />
      <Menu
        align="end"
        trigger={<IconButton label={t('images.action.moreNamed', { name })} icon={Ellipsis} />}
        items={imageMenu([image], app, t)}
      />
    </div>
  )
}
