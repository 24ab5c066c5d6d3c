import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import type { StatsSample } from '../../../../shared/stats.ts'
import {
  formatBinaryBytes,
  formatCount,
  formatDecimalBytes,
  formatPercent,
  formatRate,
} from '../../../format.ts'
import styles from './stats-tab.module.css'

type Props = { readonly container: Container; readonly samples: readonly StatsSample[] }

type Tile = {
  readonly id: string
  readonly token: string
  readonly label: string
  readonly value: string
  readonly note: string
  readonly level?: 'warn' | 'bad'
}

const dash = '–'

function orDash(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? dash : format(value)
}

/** At 85 % of a limit a value is marked, at 98 % it is trouble. */
function limitLevel(value: number, limit: number | null): 'warn' | 'bad' | undefined {
  if (limit === null) return undefined
  if (value >= limit * 0.98) return 'bad'
  return value >= limit * 0.85 ? 'warn' : undefined
}

/** The newest numbers, one tile each. */
export function StatsTiles({ container, samples }: Props) {
  const { t } = useTranslation()
  const latest = samples.at(-1)
  if (!latest) return null
  const limitCores = container.runtime?.cpuLimitCores ?? null
  const peak = samples.reduce((most, one) => Math.max(most, one.memoryBytes), 0)
  const memoryLevel = limitLevel(latest.memoryBytes, latest.memoryLimitBytes)
  const tiles: Tile[] = [
    {
      id: 'cpu',
      token: '--data-1',
      label: t('stats.cpu'),
      value: orDash(latest.cpuPercent, formatPercent),
      note:
        limitCores === null
          ? t('stats.coresOfEngine', { count: latest.onlineCpus })
          : t('stats.cpuLimit', { percent: formatPercent(limitCores * 100), count: limitCores }),
    },
    {
      id: 'memory',
      token: '--data-2',
      label: t('stats.memory'),
      value: formatBinaryBytes(latest.memoryBytes),
      note:
        latest.memoryLimitBytes === null
          ? t('stats.memoryPeak', { peak: formatBinaryBytes(peak) })
          : t('stats.memoryLimit', {
              percent: Math.round((latest.memoryBytes / latest.memoryLimitBytes) * 100),
              limit: formatBinaryBytes(latest.memoryLimitBytes),
              peak: formatBinaryBytes(peak),
            }),
      ...(memoryLevel ? { level: memoryLevel } : {}),
    },
    {
      id: 'network',
      token: '--data-3',
      label: t('stats.network'),
      value: orDash(latest.networkInBytesPerSecond, (rate) => t('stats.rateIn', { rate: formatRate(rate) })),
      note: t('stats.networkNote', {
        out: orDash(latest.networkOutBytesPerSecond, formatRate),
        total: orDash(latest.networkInBytes, formatDecimalBytes),
      }),
    },
    {
      id: 'disk',
      token: '--data-4',
      label: t('stats.disk'),
      value: orDash(latest.blockWriteBytesPerSecond, (rate) =>
        t('stats.rateWritten', { rate: formatRate(rate) }),
      ),
      note: t('stats.diskNote', { read: orDash(latest.blockReadBytesPerSecond, formatRate) }),
    },
    {
      id: 'processes',
      token: '--data-6',
      label: t('stats.processes'),
      value: orDash(latest.processes, formatCount),
      note: container.runtime?.pidsLimit
        ? t('stats.processLimit', { limit: formatCount(container.runtime.pidsLimit) })
        : t('stats.noLimit'),
    },
  ]
  return (
    <dl className={styles['tiles']}>
      {tiles.map((tile) => (
        <div key={tile.id} className={styles['tile']} data-level={tile.level}>
          <dt>
            <i className={styles['swatch']} style={{ background: `var(${tile.token})` }} aria-hidden />
            {tile.label}
          </dt>
          <dd className={styles['value']}>{tile.value}</dd>
          <dd className={styles['tileNote']}>{tile.note}</dd>
        </div>
      ))}
    </dl>
  )
}
