import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContainerDetails, HealthProbe } from '../../../../shared/container.ts'
import { formatAgo, formatDateTime, formatDuration } from '../../../format.ts'
import { useNow } from '../../../hooks/use-now.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Section } from '../../../ui/section.tsx'
import { Tooltip } from '../../../ui/tooltip.tsx'
import styles from './health-section.module.css'

type Health = NonNullable<ContainerDetails['health']>

const tickCount = 40

/** The last checks as ticks, the newest at the right, and the command that checks. */
export function HealthSection({ health }: { readonly health: Health }) {
  const { t } = useTranslation()
  const nowMs = useNow(1_000)
  const last = health.probes.at(-1)
  const interval =
    health.intervalSeconds === null
      ? null
      : formatDuration(health.intervalSeconds * 1_000).replace(/[.,]0/, '')
  const note =
    last && interval !== null
      ? t('containers.panel.healthEvery', {
          interval,
          ago: formatAgo(last.endedAtMs, Math.max(nowMs, last.endedAtMs)),
        })
      : t('containers.panel.healthNone')
  return (
    <Section title={t('containers.panel.health')} note={note}>
      <Ticks probes={health.probes.slice(-tickCount)} nowMs={nowMs} />
      {health.failingStreak > 0 && (
        <p className={styles['streak']}>{t('containers.panel.failing', { count: health.failingStreak })}</p>
      )}
      <code className={styles['command']} title={commandOf(health)} lang="en">
        {commandOf(health)}
      </code>
      {last && last.exitCode !== 0 && last.output.trim() !== '' && (
        <pre className={styles['output']}>{last.output.trim().slice(0, 400)}</pre>
      )}
    </Section>
  )
}

/** As written in the image, without Docker's CMD words. */
function commandOf({ test }: Health): string {
  const [kind, ...words] = test
  return kind === 'CMD' || kind === 'CMD-SHELL' ? words.join(' ') : test.join(' ')
}

function Ticks({ probes, nowMs }: { readonly probes: readonly HealthProbe[]; readonly nowMs: number }) {
  const { t } = useTranslation()
  const [current, setCurrent] = useState(probes.length - 1)
  const empty = Array.from({ length: Math.max(0, tickCount - probes.length) }, (_, index) => index)
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = Math.max(0, Math.min(probes.length - 1, current + step))
    setCurrent(next)
    event.currentTarget.querySelectorAll<HTMLElement>('[role="img"]')[next]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions -- arrows walk the ticks inside
    <div
      role="group"
      className={styles['ticks']}
      aria-label={t('containers.panel.healthTicks', { count: probes.length })}
      onKeyDown={handleKeyDown}
    >
      {empty.map((index) => (
        <span key={`none-${index}`} className={styles['tick']} aria-hidden />
      ))}
      {probes.map((probe, index) => (
        <Tick
          key={probe.startedAtMs}
          probe={probe}
          nowMs={nowMs}
          isStop={index === Math.min(current, probes.length - 1)}
        />
      ))}
    </div>
  )
}

type TickProps = { readonly probe: HealthProbe; readonly nowMs: number; readonly isStop: boolean }

function Tick({ probe, nowMs, isStop }: TickProps) {
  const { t } = useTranslation()
  const ago = formatAgo(probe.endedAtMs, Math.max(nowMs, probe.endedAtMs))
  const hasPassed = probe.exitCode === 0
  const label = hasPassed
    ? t('containers.panel.tickPassed', { ago })
    : t('containers.panel.tickFailed', { code: probe.exitCode, ago })
  const tip = (
    <>
      <span>{`${label}, ${formatDateTime(probe.endedAtMs)}`}</span>
      {probe.output.trim() !== '' && (
        <code className={styles['tip']}>{probe.output.trim().slice(0, 200)}</code>
      )}
    </>
  )
  return (
    <Tooltip content={tip}>
      <span
        role="img"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- each tick is read on its own
        tabIndex={isStop ? 0 : -1}
        aria-label={label}
        className={classNames(styles['tick'], hasPassed ? styles['passed'] : styles['failed'])}
      />
    </Tooltip>
  )
}
