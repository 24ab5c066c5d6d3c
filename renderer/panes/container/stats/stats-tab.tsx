import '../../../i18n/pane-words.ts'
import { Info, Table2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { formatBinaryBytes, formatPercent, formatRate, formatTime } from '../../../format.ts'
import { describeError } from '../../../messages.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { chartColumns, type StatsSeries } from '../../../streams/stats-series.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import frame from '../tab-frame.module.css'
import styles from './stats-tab.module.css'
import { StatsTable } from './stats-table.tsx'
import { StatsTiles } from './stats-tiles.tsx'
import { TimeChart } from './time-chart.tsx'
import { useStatsSeries } from './use-stats-series.ts'

const ranges = ['1', '5', '15'] as const
type Range = (typeof ranges)[number]

/** CPU, memory, network and disk of one container over the last minutes, with the numbers of `docker stats`. */
export function StatsTab({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { series, version, error } = useStatsSeries(container.id)
  const [range, setRange] = useState<Range>('5')
  const [isTable, setIsTable] = useState(false)
  useViewCommand(useDockerCommands().stats([container.name]))
  const since = series.sinceMs()
  if (since === null) return <NoSamples container={container} error={error} />
  return (
    <div className={frame['tab']}>
      <div className={frame['bar']}>
        <Segmented
          label={t('stats.range')}
          value={range}
          onChange={(id) => setRange(ranges.find((one) => one === id) ?? '5')}
          options={ranges.map((minutes) => ({
            id: minutes,
            label: t('stats.minutes', { count: Number(minutes) }),
          }))}
        />
        <span className={styles['note']}>
          <Info size={14} aria-hidden />
          {t('stats.recordingSince', { time: formatTime(since) })}
        </span>
        <IconButton
          label={t('stats.table')}
          icon={Table2}
          size="sm"
          isOn={isTable}
          onClick={() => setIsTable((was) => !was)}
        />
      </div>
      <div className={styles['body']}>
        <StatsTiles container={container} samples={series.all()} />
        {isTable ? (
          <StatsTable samples={series.all()} />
        ) : (
          <Charts container={container} series={series} version={version} minutes={Number(range)} />
        )}
      </div>
    </div>
  )
}

function NoSamples({ container, error }: { readonly container: Container; readonly error: unknown }) {
  const { t } = useTranslation()
  if (error) {
    const { title, text, details } = describeError(error, t)
    return (
      <div className={styles['problem']}>
        <ErrorPanel title={title} text={text} details={details} />
      </div>
    )
  }
  const isRunning = container.state === 'running' || container.state === 'paused'
  return isRunning ? (
    <EmptyState title={t('stats.waitingTitle')} text={t('stats.waitingText')} />
  ) : (
    <EmptyState title={t('stats.stoppedTitle', { name: container.name })} text={t('stats.stoppedText')} />
  )
}

type ChartsProps = {
  readonly container: Container
  readonly series: StatsSeries
  readonly version: number
  readonly minutes: number
}

function Charts({ container, series, version, minutes }: ChartsProps) {
  const { t } = useTranslation()
  const charts = useMemo(() => {
    const toMs = series.latest()?.atMs ?? 0
    const fromMs = toMs - minutes * 60_000
    const samples = series.all()
    const negative = (value: number | null) => (value === null ? null : -value)
    return {
      version,
      fromSeconds: fromMs / 1_000,
      toSeconds: toMs / 1_000,
      cpu: chartColumns(samples, [(one) => one.cpuPercent], fromMs),
      memory: chartColumns(samples, [(one) => one.memoryWithCacheBytes, (one) => one.memoryBytes], fromMs),
      network: chartColumns(
        samples,
        [(one) => one.networkInBytesPerSecond, (one) => negative(one.networkOutBytesPerSecond)],
        fromMs,
      ),
      disk: chartColumns(
        samples,
        [(one) => one.blockReadBytesPerSecond, (one) => negative(one.blockWriteBytesPerSecond)],
        fromMs,
      ),
    }
  }, [series, version, minutes])
  const latest = series.latest()
  const cpuLimit = container.runtime?.cpuLimitCores ?? null
  const span = { fromSeconds: charts.fromSeconds, toSeconds: charts.toSeconds }
  return (
    <div className={styles['charts']}>
      <TimeChart
        {...span}
        title={t('stats.cpu')}
        unit={t('stats.ofOneCore')}
        columns={charts.cpu}
        limit={cpuLimit === null ? null : cpuLimit * 100}
        scale="percent"
        format={formatPercent}
        emptyText={null}
        series={[{ label: t('stats.used'), token: '--data-1', isFilled: true }]}
      />
      <TimeChart
        {...span}
        title={t('stats.memory')}
        unit=""
        columns={charts.memory}
        limit={latest?.memoryLimitBytes ?? null}
        scale="binary"
        format={formatBinaryBytes}
        emptyText={null}
        series={[
          { label: t('stats.withCache'), token: '--data-6', isDashed: true },
          { label: t('stats.used'), token: '--data-2', isFilled: true },
        ]}
      />
      <TimeChart
        {...span}
        title={t('stats.network')}
        unit={t('stats.perSecond')}
        columns={charts.network}
        limit={null}
        scale="rate"
        format={formatRate}
        emptyText={latest?.networkInBytes === null ? t('stats.noNetwork') : null}
        series={[
          { label: t('stats.in'), token: '--data-3', isFilled: true },
          { label: t('stats.out'), token: '--data-4', isFilled: true },
        ]}
      />
      <TimeChart
        {...span}
        title={t('stats.disk')}
        unit={t('stats.perSecond')}
        columns={charts.disk}
        limit={null}
        scale="rate"
        format={formatRate}
        emptyText={latest?.blockReadBytes === null ? t('stats.noBlockIo') : null}
        series={[
          { label: t('stats.read'), token: '--data-3', isFilled: true },
          { label: t('stats.written'), token: '--data-4', isFilled: true },
        ]}
      />
    </div>
  )
}
