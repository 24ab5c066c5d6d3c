import type { TFunction } from 'i18next'
import { Search, Trash2 } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { copyImageText, imageCommands, imageMenu, removalCommand } from '../../actions/image-actions.ts'
import { openImageDialog } from '../../actions/image-dialog-store.ts'
import { ImageDialogs } from '../../actions/image-dialogs.tsx'
import { type AppContext, useApp } from '../../app-context.ts'
import { imageReference } from '../../image-name.ts'
import { navigate } from '../../router.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useImagesView } from '../../store/images-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
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
        tools={<Tools />}
        band={rows.length > 0 && <DiskBar />}
        legend={<Legend />}
        firstUse={<EmptyState title={t('images.firstUse')} text={t('images.firstUseText')} />}
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

function Tools() {
  const { t } = useTranslation()
  const open = () => openImageDialog({ kind: 'search' })
  return (
    <Button icon={Search} onClick={open}>
      {t('images.action.search')}
    </Button>
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
    copy: (rows) => void copyImageText(images(rows).map(imageReference).join('\n')),
  }
}
