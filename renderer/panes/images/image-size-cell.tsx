import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount, formatDecimalBytes } from '../../format.ts'
import styles from './image-cells.module.css'
import { type ImageRow, isUsed } from './use-image-rows.ts'

/** A bar in proportion to the largest image, the shared part first, and the size. */
export function ImageSizeCell({ row }: { readonly row: ImageRow }) {
  const { t } = useTranslation()
  const { image, sharedBytes } = row
  const size = formatDecimalBytes(image.sizeBytes)
  const shared = Math.min(sharedBytes ?? 0, image.sizeBytes)
  const bytes = formatCount(image.sizeBytes)
  const title =
    sharedBytes === null
      ? t('images.sizeTooltipUnknown', { size, bytes })
      : t('images.sizeTooltip', {
          size,
          bytes,
          shared: formatDecimalBytes(shared),
          unique: formatDecimalBytes(image.sizeBytes - shared),
        })
  const widths = { '--shared': shared, '--own': image.sizeBytes - shared } as CSSProperties
  return (
    <span className={styles['size']} title={title}>
      <span className={styles['bar']} style={widths} data-unused={!isUsed(row) || undefined} aria-hidden>
        <span className={styles['sharedPart']} />
        <span className={styles['ownPart']} />
      </span>
      <span className={styles['bytes']}>{size}</span>
    </span>
  )
}
