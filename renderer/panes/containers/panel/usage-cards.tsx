import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { useApp } from '../../../app-context.ts'
import { isAlive } from '../../../container-state.ts'
import { formatBinaryBytes, formatPercent, notApplicable } from '../../../format.ts'
import { navigate } from '../../../router.ts'
import { sparklineLength, useSamples } from '../../../store/stats-store.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Sparkline } from '../../../ui/sparkline.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import type { UsageTone } from '../usage.ts'
import { cpuTone, cpuTop, memoryTone, memoryTop } from '../usage.ts'
import styles from './usage-cards.module.css'

/** CPU and memory now, with their limits and the last half minute. Hidden for what does not run. */
export function UsageCards({ container }: { readonly container: Container }) {
  if (!isAlive(container)) return null
  return (
    <div className={styles['cards']}>
      <CpuCard container={container} />
      <MemoryCard container={container} />
    </div>
  )
}

function CpuCard({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { stats } = useApp()
  const samples = useSamples(stats, container.id)
  const values = useMemo(() => samples.map(({ cpuPercent }) => cpuPercent), [samples])
  const percent = container.state === 'paused' ? null : (samples.at(-1)?.cpuPercent ?? null)
  const limit = container.runtime?.cpuLimitCores ?? null
  const tone = cpuTone(container, samples)
  return (
    <Card
      container={container}
      label={t('containers.panel.cpu')}
      limit={limit === null ? null : formatPercent(limit * 100).replace(/[.,]0%$/, '%')}
      value={percent === null ? notApplicable : formatPercent(percent).replace('%', '')}
      unit={percent === null ? '' : t('containers.panel.ofOneCore')}
      tone={tone}
    >
      <Sparkline
        values={values}
        capacity={sparklineLength}
        top={cpuTop(values)}
        tone={tone === 'normal' ? 'cpu' : tone}
      />
    </Card>
  )
}

function MemoryCard({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { stats } = useApp()
  const samples = useSamples(stats, container.id)
  const values = useMemo(() => samples.map(({ memoryBytes }) => memoryBytes), [samples])
  const bytes = samples.at(-1)?.memoryBytes ?? null
  const limit = container.runtime?.memoryLimitBytes ?? null
  const tone = memoryTone(container, bytes)
  const [value = '', unit = ''] = formatBinaryBytes(bytes).split('\u00a0')
  const share = limit === null || bytes === null ? '' : ` · ${Math.round((bytes / limit) * 100)}%`
  return (
    <Card
      container={container}
      label={t('containers.panel.memory')}
      limit={limit === null ? null : formatBinaryBytes(limit)}
      value={value}
      unit={`${unit}${share}`}
      tone={tone}
    >
      <Sparkline
        values={values}
        capacity={sparklineLength}
        top={memoryTop(container, values)}
        tone={tone === 'normal' ? 'memory' : tone}
      />
    </Card>
  )
}

type CardProps = {
  readonly container: Container
  readonly label: string
  readonly limit: string | null
  readonly value: string
  readonly unit: string
  readonly tone: UsageTone
  readonly children: ReactNode
}

function Card({ container, label, limit, value, unit, tone, children }: CardProps) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      className={styles['card']}
      aria-label={`${label} ${value} ${unit}. ${t('containers.panel.openStats', { name: container.name })}`}
      onClick={() => navigate({ pane: 'container', id: container.id, tab: 'stats' })}
    >
      <span className={styles['head']}>
        <span>{label}</span>
        <span className={styles['limit']}>
          {limit === null ? t('containers.panel.noLimit') : t('containers.panel.limit', { limit })}
        </span>
      </span>
      <span className={classNames(styles['figure'], styles[tone])}>
        {tone === 'bad' && <StateGlyph glyph="failed" size={14} />}
        <span className={styles['value']}>{value}</span>
        <span className={styles['unit']}>{unit}</span>
      </span>
      <span className={styles['chart']}>{children}</span>
    </button>
  )
}
