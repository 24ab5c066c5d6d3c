import { Gauge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo, formatDateTime, formatDecimalBytes } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { describeError } from '../../messages.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { volumeSizes } from '../../store/measurements.ts'
import { Button } from '../../ui/button.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { totalBytes, type VolumeRow } from './volume-rows.ts'
import styles from './volume-sizes-bar.module.css'

/** What all volumes hold and when that was measured; measures when asked to. */
export function VolumeSizesBar({ rows }: { readonly rows: readonly VolumeRow[] }) {
  const { t } = useTranslation()
  const { client } = useApp()
  const { endpoint } = useEngineStatus()
  const { value: sizes, isMeasuring, error } = volumeSizes.use()
  const nowMs = useNow(10_000)
  if (isMeasuring) {
    return (
      <span className={styles['bar']} role="status">
        <Spinner />
        {t('volumes.measuring')}
        <Button variant="ghost" size="sm" onClick={volumeSizes.stop}>
          {t('volumes.stopMeasuring')}
        </Button>
      </span>
    )
  }
  const measure = () => void volumeSizes.measure(client())
  return (
    <span className={styles['bar']}>
      {error !== null && (
        <span className={styles['failed']} role="alert" title={describeError(error, t).details}>
          {t('volumes.measureFailed')}
        </span>
      )}
      {error === null && sizes !== null && (
        <span className={styles['measured']} title={formatDateTime(sizes.measuredAtMs)}>
          {t('volumes.measured', {
            size: formatDecimalBytes(totalBytes(rows)),
            ago: formatAgo(sizes.measuredAtMs, Math.max(nowMs, sizes.measuredAtMs)),
          })}
        </span>
      )}
      <Tooltip content={t('volumes.measureHint')}>
        <Button
          variant="ghost"
          size="sm"
          icon={Gauge}
          onClick={measure}
          aria-description={volumeCommandsFor(endpoint).usage()}
        >
          {t(sizes === null ? 'volumes.measure' : 'volumes.measureAgain')}
        </Button>
      </Tooltip>
    </span>
  )
}
