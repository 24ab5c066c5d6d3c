import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showName } from '../../../shared/file-name.ts'
import type { Volume } from '../../../shared/volume.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo, formatDecimalBytes } from '../../format.ts'
import { volumeSizes } from '../../store/measurements.ts'
import { useVolumeContents, type VolumeContents } from './use-volume-contents.ts'
import styles from './volume-dialogs.module.css'
import { composeProjectOf } from './volume-project.ts'
import { isInMotion, type VolumeUse, volumeUses } from './volume-uses.ts'

/** What is lost with a volume: how much, whose it was, whom it will hurt. */
export function VolumeLosses({ volume }: { readonly volume: Volume }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const sizes = volumeSizes.use((state) => state.value)
  const [openedAtMs] = useState(() => Date.now())
  const uses = volumeUses(containers.all()).get(volume.name) ?? []
  const project = composeProjectOf(volume)
  const contents = useVolumeContents(volume)
  return (
    <dl className={styles['lost']}>
      <dt>{t('volumes.deleteDialog.youLose')}</dt>
      <dd>{sizeSentence(sizes?.bytes[volume.name] ?? null, t)}</dd>
      {contents !== null && contents.count > 0 && (
        <>
          <dt>{t('volumes.deleteDialog.inside')}</dt>
          <dd className={styles['inside']}>{insideSentence(contents, t)}</dd>
        </>
      )}
      <dt>{t('volumes.deleteDialog.lastUsed')}</dt>
      <dd>{useSentence(uses, openedAtMs, t)}</dd>
      {uses.length > 0 && (
        <>
          <dt>{t('volumes.deleteDialog.affected')}</dt>
          <dd>
            {t('volumes.deleteDialog.willStartEmpty', {
              names: [...new Set(uses.map((use) => use.container.name))].join(', '),
            })}
          </dd>
        </>
      )}
      {uses.length === 0 && project !== null && (
        <>
          <dt>{t('volumes.deleteDialog.affected')}</dt>
          <dd>{t('volumes.deleteDialog.composeEmpty', { project })}</dd>
        </>
      )}
    </dl>
  )
}

function insideSentence({ names, count }: VolumeContents, t: TFunction): string {
  const shown = names.map(showName).join(', ')
  const more = count - names.length
  return more > 0 ? `${shown}, ${t('volumes.deleteDialog.andMore', { count: more })}` : shown
}

function sizeSentence(bytes: number | null, t: TFunction): string {
  if (bytes === null) return t('volumes.deleteDialog.sizeUnknown')
  if (bytes === 0) return t('volumes.deleteDialog.sizeNothing')
  return t('volumes.deleteDialog.sizeOfData', { size: formatDecimalBytes(bytes) })
}

/** The one that used it last: what runs now, else what stopped last. */
function useSentence(uses: readonly VolumeUse[], nowMs: number, t: TFunction): string {
  const running = uses.find(({ container }) => isInMotion(container))
  if (running) return t('volumes.deleteDialog.usedRuns', { name: running.container.name })
  const [last] = uses.toSorted((a, b) => endOf(b) - endOf(a))
  if (!last) return t('volumes.deleteDialog.usedNever')
  const { name } = last.container
  const endedAtMs = endOf(last)
  return endedAtMs === 0
    ? t('volumes.deleteDialog.usedCreated', { name })
    : t('volumes.deleteDialog.usedStopped', { name, ago: formatAgo(endedAtMs, nowMs) })
}

function endOf({ container }: VolumeUse): number {
  return container.runtime?.finishedAtMs ?? 0
}
