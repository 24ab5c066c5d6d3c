import type { ReactNode } from 'react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { StatsSample } from '../../../shared/stats.ts'
import { useApp } from '../../app-context.ts'
import { isAlive } from '../../container-state.ts'
import { formatBinaryBytes, formatPercent, notApplicable } from '../../format.ts'
import { sparklineLength, useSamples } from '../../store/stats-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { cpuTone, cpuTop, memoryTone, memoryTop } from './usage.ts'
import styles from './usage-cells.module.css'

type UsageCellProps = { readonly container: Container; readonly isNarrow: boolean }

const lineHeight = 20
const noSamples: readonly StatsSample[] = []

/** The samples that still tell something: none of a container that ended. */
function useLiveSamples(container: Container): readonly StatsSample[] {
  const { stats } = useApp()
  const samples = useSamples(stats, container.id)
  return isAlive(container) ? samples : noSamples
}

/** CPU of one row, drawn anew with every sample and without its row. */
export function CpuCell({ container, isNarrow }: UsageCellProps) {
  const samples = useLiveSamples(container)
  const values = useMemo(() => samples.map(({ cpuPercent }) => cpuPercent), [samples])
  const latest = samples.at(-1)
  // Docker's figure for a frozen program is a zero that says nothing.
  if (!latest || container.state === 'paused') return <Missing container={container} />
  return (
    <span className={styles['usage']}>
      <Sparkline
        values={values}
        capacity={sparklineLength}
        top={cpuTop(values)}
        tone={cpuTone(container, samples) === 'warn' ? 'warn' : 'cpu'}
        width={isNarrow ? 40 : 57}
        height={lineHeight}
      />
      <CpuValue container={container} sample={latest} />
    </span>
  )
}

function CpuValue({ container, sample }: { readonly container: Container; readonly sample: StatsSample }) {
  const { t } = useTranslation()
  const percent = sample.cpuPercent
  if (percent === null) return <Missing container={container} />
  const limit = container.runtime?.cpuLimitCores ?? null
  const facts = {
    percent: formatPercent(percent),
    cores: (percent / 100).toFixed(1),
    count: sample.onlineCpus,
  }
  const title =
    limit === null
      ? t('containers.row.cpuTooltip', facts)
      : t('containers.row.cpuTooltipLimit', { ...facts, limit: formatPercent(limit * 100) })
  return (
    <span className={styles['value']} title={title}>
      {formatPercent(percent)}
    </span>
  )
}

/** Memory of one row, drawn anew with every sample and without its row. */
export function MemoryCell({ container, isNarrow }: UsageCellProps) {
  const samples = useLiveSamples(container)
  const values = useMemo(() => samples.map(({ memoryBytes }) => memoryBytes), [samples])
  const latest = samples.at(-1)
  if (!latest) return <Missing container={container} />
  const tone = memoryTone(container, latest.memoryBytes)
  return (
    <span className={styles['usage']}>
      <Sparkline
        values={values}
        capacity={sparklineLength}
        top={memoryTop(container, values)}
        tone={tone === 'normal' ? 'memory' : tone}
        width={isNarrow ? 40 : 48}
        height={lineHeight}
      />
      <MemoryValue container={container} bytes={latest.memoryBytes} tone={tone} />
    </span>
  )
}

type MemoryValueProps = {
  readonly container: Container
  readonly bytes: number
  readonly tone: 'normal' | 'warn' | 'bad'
}

function MemoryValue({ container, bytes, tone }: MemoryValueProps) {
  const { t } = useTranslation()
  const limit = container.runtime?.memoryLimitBytes ?? null
  const share = limit === null ? '' : ` / ${formatBinaryBytes(limit)}, ${Math.round((bytes / limit) * 100)}%`
  return (
    <span className={classNames(styles['value'], styles[tone])} title={`${formatBinaryBytes(bytes)}${share}`}>
      {tone === 'bad' && <StateGlyph glyph="failed" size={14} label={t('containers.row.atLimit')} />}
      {formatBinaryBytes(bytes)}
    </span>
  )
}

/** An en dash where nothing can be measured, a skeleton while the first sample is on its way. */
function Missing({ container }: { readonly container: Container }): ReactNode {
  const isComing = container.state === 'running'
  return (
    <span className={styles['usage']}>
      <span className={styles['none']}>{isComing ? <Skeleton width={40} height={10} /> : notApplicable}</span>
    </span>
  )
}
