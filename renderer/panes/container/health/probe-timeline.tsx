import type { TFunction } from 'i18next'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordedProbe } from '../../../../shared/container-page.ts'
import { formatDateTime, formatDuration } from '../../../format.ts'
import { Tooltip } from '../../../ui/tooltip.tsx'
import styles from './health-tab.module.css'

/** As many as fit, the newest at the right. */
const barCount = 60
/** What the engine writes for a probe that took too long. */
const lateCode = -1

type Props = { readonly probes: readonly RecordedProbe[]; readonly timeoutMs: number }

/** Probes as bars whose height is the time they took; arrows walk them. */
export function ProbeTimeline({ probes, timeoutMs }: Props) {
  const { t } = useTranslation()
  const shown = probes.slice(-barCount)
  const [current, setCurrent] = useState<number | null>(null)
  const stop = current === null ? shown.length - 1 : Math.min(current, shown.length - 1)
  const longest = Math.max(1, ...shown.map(durationOf))
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (step === 0) return
    event.preventDefault()
    const next = Math.max(0, Math.min(shown.length - 1, stop + step))
    setCurrent(next)
    event.currentTarget.querySelectorAll<HTMLElement>('[role="img"]')[next]?.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions -- arrows walk the bars inside
    <div role="group" className={styles['timeline']} aria-label={t('health.timeline')} onKeyDown={walk}>
      {shown.map((probe, at) => {
        const height = Math.max(0.08, durationOf(probe) / Math.min(longest, Math.max(timeoutMs, 1)))
        const name = t('health.barName', {
          result: resultOf(probe, t),
          duration: formatDuration(durationOf(probe)),
          time: formatDateTime(probe.startedAtMs),
        })
        return (
          <Tooltip key={probe.startedAtMs} content={name}>
            <span
              role="img"
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- each bar is read on its own
              tabIndex={at === stop ? 0 : -1}
              aria-label={name}
              className={styles['bar']}
              data-failed={probe.exitCode !== 0}
              style={{ height: `${Math.min(1, height) * 100}%` }}
            />
          </Tooltip>
        )
      })}
    </div>
  )
}

export function durationOf({ startedAtMs, endedAtMs }: RecordedProbe): number {
  return Math.max(0, endedAtMs - startedAtMs)
}

/** How a probe went, in words. */
export function resultOf({ exitCode }: Pick<RecordedProbe, 'exitCode'>, t: TFunction): string {
  if (exitCode === 0) return t('health.passed')
  return exitCode === lateCode ? t('health.noAnswer') : t('health.failed', { code: exitCode })
}
