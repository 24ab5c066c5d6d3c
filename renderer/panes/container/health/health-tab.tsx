import '../../../i18n/pane-words.ts'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import type { HealthRecord } from '../../../../shared/container-page.ts'
import { EngineError } from '../../../../shared/errors.ts'
import { formatDuration, formatTime } from '../../../format.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { useHealth } from '../../../streams/health.ts'
import { Badge } from '../../../ui/badge.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyValue } from '../../../ui/key-value.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import { NoDetails } from '../no-details.tsx'
import styles from './health-tab.module.css'
import { ProbeNow } from './probe-now.tsx'
import { durationOf, ProbeTimeline, resultOf } from './probe-timeline.tsx'

/** The health check: how it stands, its probes with their output, and one more on demand. */
export function HealthTab({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { record, error } = useHealth(container.id)
  useViewCommand(useDockerCommands().inspect(container.name))
  if (error instanceof EngineError && error.code === 'unsupported') {
    return <EmptyState title={t('health.none')} text={t('health.noneText')} />
  }
  if (!record) return <NoDetails error={error} />
  const isRunning = container.state === 'running'
  return (
    <div className={styles['tab']}>
      <Summary record={record} />
      <ProbeNow container={container} record={record} />
      {!isRunning && <p className={styles['quiet']}>{t('health.stopped')}</p>}
      <Rules record={record} />
      <Probes record={record} />
    </div>
  )
}

const glyphs = { starting: 'starting', healthy: 'healthy', unhealthy: 'unhealthy', none: 'created' } as const
const tones = { starting: 'idle', healthy: 'ok', unhealthy: 'warn', none: 'idle' } as const

function Summary({ record }: { readonly record: HealthRecord }) {
  const { t } = useTranslation()
  const { status, failingStreak, retries, probes } = record
  const lastFailure = probes.findLastIndex(({ exitCode }) => exitCode !== 0)
  const passed = probes.length - 1 - lastFailure
  return (
    <header className={styles['summary']}>
      <StateGlyph glyph={glyphs[status]} size={20} />
      <Badge tone={tones[status]}>{t(`health.status.${status}`)}</Badge>
      {failingStreak > 0 && <span>{t('health.streakFailed', { count: failingStreak, retries })}</span>}
      {failingStreak === 0 && passed > 0 && <span>{t('health.streakPassed', { count: passed })}</span>}
    </header>
  )
}

function Rules({ record }: { readonly record: HealthRecord }) {
  const { t } = useTranslation()
  const { test, intervalMs, timeoutMs, startPeriodMs, retries } = record
  const [kind, ...words] = test
  const command = words.join(' ')
  return (
    <Section
      title={t('health.test')}
      note={t(kind === 'CMD-SHELL' ? 'health.testShell' : 'health.testDirect')}
    >
      <pre className={styles['command']} lang="en">
        {command}
      </pre>
      <KeyValueList>
        <KeyValue label={t('health.interval')} value={formatDuration(intervalMs)} />
        <KeyValue label={t('health.timeout')} value={formatDuration(timeoutMs)} />
        <KeyValue label={t('health.retries')} value={t('health.retriesTimes', { count: retries })} />
        {startPeriodMs > 0 && (
          <KeyValue
            label={t('health.startPeriod')}
            value={t('health.startPeriodHint', { time: formatDuration(startPeriodMs) })}
          />
        )}
      </KeyValueList>
    </Section>
  )
}

function Probes({ record: { probes, timeoutMs } }: { readonly record: HealthRecord }) {
  const { t } = useTranslation()
  const count = probes.length
  return (
    <Section
      title={t('health.probes')}
      note={count > 0 ? t('health.probesNote', { count }) : t('health.noProbes')}
    >
      {count > 0 && (
        <>
          <ProbeTimeline probes={probes} timeoutMs={timeoutMs} />
          <table className={styles['table']} aria-label={t('health.probes')}>
            <thead>
              <tr>
                <th scope="col">{t('health.time')}</th>
                <th scope="col">{t('health.result')}</th>
                <th scope="col">{t('health.duration')}</th>
                <th scope="col">{t('health.output')}</th>
              </tr>
            </thead>
            <tbody>
              {probes.toReversed().map((probe) => (
                <tr key={probe.startedAtMs} data-failed={probe.exitCode !== 0}>
                  <td>{formatTime(probe.startedAtMs)}</td>
                  <td className={styles['result']}>{resultOf(probe, t)}</td>
                  <td>{formatDuration(durationOf(probe))}</td>
                  <td>
                    {probe.output.trim() === '' ? (
                      <span className={styles['quiet']}>{t('health.noOutput')}</span>
                    ) : (
                      <pre lang="en">{probe.output.trim()}</pre>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Section>
  )
}
