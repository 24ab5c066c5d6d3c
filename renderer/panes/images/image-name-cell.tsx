import { Package } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Image } from '../../../shared/image.ts'
import { shortId } from '../../format.ts'
import { splitName } from '../../image-name.ts'
import { usePending } from '../../store/pending.ts'
import { classNames } from '../../ui/class-names.ts'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './image-cells.module.css'

/** What an image is called; its other references are counted and told in the tooltip. */
export function ImageNameCell({ image, isUsed }: { readonly image: Image; readonly isUsed: boolean }) {
  const { t } = useTranslation()
  const isLeaving = usePending(image.id) !== null
  const [first, ...others] = [...image.tags, ...(image.tags.length === 0 ? image.digests : [])]
  const title = [...image.tags, ...image.digests].join('\n') || image.id
  return (
    <>
      <span className={classNames(styles['glyph'], isUsed && styles['used'])}>
        {isLeaving ? <Spinner /> : <Package aria-hidden />}
      </span>
      <span className={styles['name']} title={title}>
        {first === undefined ? (
          <>
            <span className={styles['untagged']}>{t('images.untagged')}</span>{' '}
            <span className={styles['mono']} lang="en">
              {shortId(image.id)}
            </span>
          </>
        ) : (
          <Name reference={first} />
        )}
      </span>
      {others.length > 0 && (
        <span className={styles['more']} title={title}>
          {t('images.moreReferences', { count: others.length })}
        </span>
      )}
    </>
  )
}

function Name({ reference }: { readonly reference: string }) {
  const { repository, rest } = splitName(reference)
  return (
    <bdi>
      <span className={styles['repository']}>{repository}</span>
      <span className={styles['tag']}>{rest}</span>
    </bdi>
  )
}
