import '../../i18n/pane-words.ts'
import type { TFunction } from 'i18next'
import { ChevronDown, Download, Eraser, FileInput, FolderInput, Save, Search, Trash2 } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import {
  openImportImage,
  openLoadImage,
  openSaveImages,
} from '../../actions/archives/archive-dialog-store.ts'
import { copyText } from '../../actions/copy-text.ts'
import { imageCommands, imageMenu, removalCommand, saveCommand } from '../../actions/image-actions.ts'
import { openImageDialog } from '../../actions/image-dialog-store.ts'
import { ImageDialogs } from '../../actions/image-dialogs.tsx'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { openPullDialog } from '../../actions/registry-dialog-store.ts'
import { type AppContext, useApp } from '../../app-context.ts'
import { imageReference } from '../../image-name.ts'
import { navigate } from '../../router.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useImagesView } from '../../store/images-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { ObjectActions } from '../objects/object-list.ts'
import { ObjectsPane } from '../objects/objects-pane.tsx'
import { DiskBar } from './disk-bar.tsx'
import { imageListKind } from './image-list-kind.tsx'
import { ImagePanel } from './image-panel.tsx'
import styles from './images-pane.module.css'
import { type ImageRow, useImageRows } from './use-image-rows.ts'
import { useSharedSizes } from './use-shared-sizes.ts'

/** Every image of the engine: the list with sizes and users, and the layers of the current one. */
export function ImagesPane({ id }: { readonly id: string | null }) {
  const { t } = useTranslation()
  const app = useApp()
  const rows = useImageRows()
  const freshness = useSyncExternalStore(app.images.subscribe, () => app.images.freshness)
  const kind = useMemo(() => imageListKind(t), [t])
  const actions = useMemo(() => imageActions(app, t), [app, t])
  const scope = useImagesView((view) => view.scope)
  useViewCommand(imageCommands().list({ isDangling: scope === 'untagged' }))
  const largest = rows.reduce((bytes, { image }) => Math.max(bytes, image.sizeBytes), 1)
  return (
    <div className={styles['images']} style={{ '--largest': largest } as CSSProperties}>
      <ObjectsPane
        view={useImagesView}
        kind={kind}
        title={t('images.title')}
        items={rows}
        freshness={freshness}
        actions={actions}
        tools={<Tools isFirstUse={freshness !== 'loading' && rows.length === 0} />}
        band={rows.length > 0 && <DiskBar />}
        legend={<Legend />}
        firstUse={<FirstUse />}
        routeId={id}
        onRoute={showInAddress}
        Panel={ImagePanel}
      />
      <ImageDialogs />
    </div>
  )
}

function showInAddress(id: string | null): void {
  navigate({ pane: 'images', id }, 'replace')
}

/** The first-use screen has its own starts. */
function Tools({ isFirstUse }: { readonly isFirstUse: boolean }) {
  const { t } = useTranslation()
  return (
    <span className={styles['tools']}>
      {!isFirstUse && (
        <>
          <IconButton label={t('prune.open')} icon={Eraser} onClick={() => openPruneDialog(['image'])} />
          <Button variant="primary" icon={Download} onClick={() => openPullDialog()}>
            {t('images.action.pull')}
          </Button>
        </>
      )}
      <Menu
        align="end"
        trigger={<IconButton label={t('images.action.more')} icon={ChevronDown} />}
        items={[
          {
            kind: 'item',
            id: 'search',
            label: t('images.action.search'),
            icon: Search,
            onSelect: () => openImageDialog({ kind: 'search' }),
          },
          {
            kind: 'item',
            id: 'load',
            label: t('images.action.load'),
            icon: FolderInput,
            onSelect: openLoadImage,
          },
          {
            kind: 'item',
            id: 'import',
            label: t('images.action.import'),
            icon: FileInput,
            onSelect: openImportImage,
          },
        ]}
      />
    </span>
  )
}

function FirstUse() {
  const { t } = useTranslation()
  return (
    <EmptyState
      title={t('images.firstUse')}
      text={t('images.firstUseText')}
      actions={
        <>
          <Button variant="primary" icon={Download} onClick={() => openPullDialog()}>
            {t('images.action.pull')}
          </Button>
          <Button icon={Search} onClick={() => openImageDialog({ kind: 'search' })}>
            {t('images.action.search')}
          </Button>
          <Button icon={FolderInput} onClick={openLoadImage}>
            {t('images.action.load')}
          </Button>
        </>
      }
    />
  )
}

function Legend() {
  const { t } = useTranslation()
  const { isOutdated, isMeasuring, measure } = useSharedSizes()
  return (
    <div className={styles['legend']}>
      {isOutdated ? (
        <Button size="sm" variant="ghost" isWorking={isMeasuring} onClick={measure}>
          {t('images.measureShared')}
        </Button>
      ) : (
        <>
          <span className={styles['shared']}>{t('images.shared')}</span>
          <span className={styles['unique']}>{t('images.unique')}</span>
        </>
      )}
    </div>
  )
}

function imageActions(app: AppContext, t: TFunction): ObjectActions<ImageRow> {
  const images = (rows: readonly ImageRow[]) => rows.map(({ image }) => image)
  const remove = (rows: readonly ImageRow[]) =>
    openImageDialog({ kind: 'remove', ids: rows.map((row) => row.id) })
  return {
    menu: (rows) => imageMenu(images(rows), app, t),
    bulk: (rows) => [
      {
        id: 'save',
        label: t('images.action.save'),
        icon: Save,
        count: rows.length,
        command: saveCommand(images(rows)),
        onSelect: () => openSaveImages(images(rows)),
      },
      {
        id: 'remove',
        label: t('images.action.remove'),
        icon: Trash2,
        count: rows.length,
        command: removalCommand(images(rows), { force: false, noPrune: false }),
        isDestructive: true,
        onSelect: () => remove(rows),
      },
    ],
    remove,
    copy: (rows) => void copyText(images(rows).map(imageReference).join('\n')),
  }
}
