import { Eraser, HardDrive, RotateCw } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DiskUsage } from '../../../shared/disk.ts'
import { isCancelled } from '../../../shared/errors.ts'
import { imageCommands } from '../../actions/image-actions.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo, formatDecimalBytes } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { describeError } from '../../messages.ts'
import { notify } from '../../store/notices.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import styles from './disk-bar.module.css'

/** What images and the build cache take on the engine's disk: measured when asked for, never polled. */
export function DiskBar() {
  const { t } = useTranslation()
  const { client } = useApp()
  const [usage, setUsage] = useState<DiskUsage | null>(null)
  const [isMeasuring, setIsMeasuring] = useState(false)
  const asking = useRef<AbortController | null>(null)
  const nowMs = useNow(30_000)
  useEffect(() => {
    // What was measured before is shown at once.
    const abort = new AbortController()
    client()
      .call('disk.usage', { measure: false }, abort.signal)
      .then(setUsage, () => undefined)
    return () => {
      abort.abort()
      asking.current?.abort()
    }
  }, [client])
  const measure = async () => {
    const abort = new AbortController()
    asking.current = abort
    setIsMeasuring(true)
    try {
      setUsage(await client().call('disk.usage', { measure: true }, abort.signal))
    } catch (error) {
      if (abort.signal.aborted || isCancelled(error)) return
      const { text, details } = describeError(error, t)
      notify({ tone: 'failed', title: t('images.disk.failed'), text, details })
    }
    setIsMeasuring(false)
  }
  if (!usage) {
    return (
      <div className={styles['ask']}>
        <Button
          size="sm"
          variant="ghost"
          icon={HardDrive}
          isWorking={isMeasuring}
          command={imageCommands().diskUsage()}
          onClick={() => void measure()}
        >
          {t(isMeasuring ? 'images.disk.measuring' : 'images.disk.measure')}
        </Button>
      </div>
    )
  }
  return (
    <section className={styles['band']}>
      <Bars usage={usage} />
      <span className={styles['when']}>
        {t('images.disk.measured', { ago: formatAgo(usage.measuredAtMs, nowMs) })}
      </span>
      <IconButton
        label={t(isMeasuring ? 'images.disk.measuring' : 'images.disk.again')}
        icon={RotateCw}
        command={imageCommands().diskUsage()}
        onClick={() => void measure()}
      />
      <Button icon={Eraser} onClick={() => openPruneDialog(['image', 'build-cache'])}>
        {t('images.disk.cleanUp')}
      </Button>
    </section>
  )
}

function Bars({ usage }: { readonly usage: DiskUsage }) {
  const { t } = useTranslation()
  const parts = diskParts(usage)
  const total = parts.used + parts.unused + parts.cache
  const text = (bytes: number) => formatDecimalBytes(bytes)
  return (
    <>
      <div className={styles['total']}>
        <span className={styles['figure']}>{text(total)}</span>
        <span className={styles['caption']}>{t('images.disk.onDisk')}</span>
      </div>
      <div className={styles['chart']}>
        <div
          className={styles['bar']}
          role="img"
          aria-label={t('images.disk.bar', {
            used: text(parts.used),
            unused: text(parts.unused),
            cache: text(parts.cache),
          })}
        >
          {diskKeys.map((key) => (
            <span key={key} className={styles[key]} style={{ '--part': parts[key] } as CSSProperties} />
          ))}
        </div>
        <ul className={styles['legend']}>
          {diskKeys.map((key) => (
            <li key={key}>
              <span className={styles[key]} aria-hidden /> {t(`images.disk.${key}`)}{' '}
              <strong>{text(parts[key])}</strong>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

const diskKeys = ['used', 'unused', 'cache'] as const

/** Layers that only unused images have can go; all other layers are in use. Cache that is an image's layer counts there. */
function diskParts(usage: DiskUsage): Readonly<Record<(typeof diskKeys)[number], number>> {
  const unused = usage.images
    .filter(({ containerCount }) => containerCount === 0)
    .reduce((sum, { bytes, sharedBytes }) => sum + Math.max(0, bytes - (sharedBytes ?? 0)), 0)
  const cache = usage.buildCache
    .filter(({ isShared }) => !isShared)
    .reduce((sum, { bytes }) => sum + bytes, 0)
  return { used: Math.max(0, usage.layerBytes - unused), unused, cache }
}
