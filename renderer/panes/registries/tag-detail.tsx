import { Download, Trash2 } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegistryImage } from '../../../shared/registry.ts'
import { useAsked, useRegistryCommands } from '../../actions/registry-actions.ts'
import { openPullDialog } from '../../actions/registry-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { formatDateTime, formatDecimalBytes, shortId } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { notify } from '../../store/notices.ts'
import { browseRegistry } from '../../store/registries-view.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './browse-tab.module.css'

type Target = { readonly registry: string; readonly repository: string; readonly reference: string }
type TagDetailProps = {
  readonly target: Target
  /** The reference as the docker command takes it. */
  readonly written: string
}

/** What a tag stands for, and what can be done with it. */
export function TagDetail({ target, written }: TagDetailProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const { registry, repository, reference } = target
  const command = useRegistryCommands().pull({ reference: written, allTags: false, platform: null })
  const ask = useCallback(
    (signal: AbortSignal) => client().call('registry.image', { registry, repository, reference }, signal),
    [client, registry, repository, reference],
  )
  const { value: image, error, refresh } = useAsked(ask)
  const [isDeleting, setIsDeleting] = useState(false)
  if (error !== null) return <Failure error={error} onRetry={refresh} />
  return (
    <section className={styles['detail']} aria-label={written}>
      <h2 className={styles['reference']}>
        <span lang="en">{written}</span> <CopyButton text={written} label={t('registries.copyReference')} />
      </h2>
      <div className={styles['actions']}>
        <Button variant="primary" icon={Download} command={command} onClick={() => openPullDialog(written)}>
          {t('registries.pullThis')}
        </Button>
        {image && (
          <Button variant="danger" icon={Trash2} onClick={() => setIsDeleting(true)}>
            {t('registries.delete')}
          </Button>
        )}
      </div>
      {image ? <Facts image={image} /> : <Spinner />}
      {image && isDeleting && (
        <DeleteDialog
          target={target}
          written={written}
          digest={image.digest}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </section>
  )
}

function Facts({ image }: { readonly image: RegistryImage }) {
  const { t } = useTranslation()
  const { digest, mediaType, isIndex, platforms, createdAtMs } = image
  return (
    <>
      <div className={styles['facts']}>
        <KeyValueList>
          <KeyValue label={t('registries.digest')} value={digest} isMono copyText={digest} />
          <KeyValue
            label={t('registries.manifest')}
            value={
              <>
                {t(isIndex ? 'registries.index' : 'registries.single')}{' '}
                <code lang="en" className={styles['mediaType']}>
                  {mediaType}
                </code>
              </>
            }
          />
          {createdAtMs !== null && (
            <KeyValue label={t('registries.created')} value={formatDateTime(createdAtMs)} />
          )}
        </KeyValueList>
      </div>
      <table className={styles['platforms']}>
        <thead>
          <tr>
            <th scope="col">{t('registries.platform')}</th>
            <th scope="col">{t('registries.digest')}</th>
            <th scope="col">{t('registries.layers')}</th>
            <th scope="col">{t('registries.size')}</th>
          </tr>
        </thead>
        <tbody>
          {platforms.map(({ platform, digest: own, sizeBytes, layerCount }) => (
            <tr key={own}>
              <td>{platform || t('registries.unknownPlatform')}</td>
              <td title={own}>
                <code lang="en">{shortId(own)}</code>
              </td>
              <td>{layerCount === null ? '–' : t('registries.layerCount', { count: layerCount })}</td>
              <td>{sizeBytes === null ? '–' : formatDecimalBytes(sizeBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['note']}>{t('registries.compressed')}</p>
    </>
  )
}

type DeleteDialogProps = TagDetailProps & { readonly digest: string; readonly onClose: () => void }

function DeleteDialog({ target, written, digest, onClose }: DeleteDialogProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { registry, repository, reference } = target
  const remove = async () => {
    setIsWorking(true)
    setError(null)
    try {
      await client().call('registry.deleteImage', { registry, repository, digest, tag: reference })
      notify({ tone: 'done', title: t('registries.deleted', { reference: written }) })
      onClose()
      browseRegistry(registry, repository)
    } catch (failure) {
      setError(failure)
      setIsWorking(false)
    }
  }
  return (
    <ConfirmDialog
      open
      title={t('registries.deleteTitle', { reference: written })}
      confirmLabel={t('registries.delete')}
      tone="destroy"
      isWorking={isWorking}
      error={error === null ? undefined : <Failure error={error} />}
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      {t('registries.deleteText')}
    </ConfirmDialog>
  )
}

function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  return (
    <ErrorPanel
      title={title}
      text={text}
      details={details}
      actions={onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  )
}
