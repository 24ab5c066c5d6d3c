import { HeartPulse } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import type { HealthRecord, ProbeRun } from '../../../../shared/container-page.ts'
import { useApp } from '../../../app-context.ts'
import { formatDuration, formatTime } from '../../../format.ts'
import { describeError } from '../../../messages.ts'
import { recordCommand } from '../../../store/companion.ts'
import { Button } from '../../../ui/button.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { usePageCommands } from '../use-page-commands.ts'
import styles from './health-tab.module.css'
import { resultOf } from './probe-timeline.tsx'

type Props = { readonly container: Container; readonly record: HealthRecord }
type Outcome = { readonly run: ProbeRun | null; readonly error: unknown }

/** Runs the check's command once and shows what it says. */
export function ProbeNow({ container, record }: Props) {
  const { t } = useTranslation()
  const { client } = useApp()
  const docker = usePageCommands()
  const [isWorking, setIsWorking] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>({ run: null, error: null })
  const { id, name, state } = container
  const [kind, ...words] = record.test
  const command = docker.exec({
    name,
    user: null,
    command: kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : words,
  })
  const probe = async () => {
    setIsWorking(true)
    try {
      const run = await client().call('container.probe', { id })
      setOutcome({ run, error: null })
      recordCommand({ command, result: run.exitCode === 0 ? 'ok' : 'failed', atMs: Date.now() })
    } catch (error) {
      setOutcome({ run: null, error })
    }
    setIsWorking(false)
  }
  const message = outcome.error === null ? null : describeError(outcome.error, t)
  return (
    <div className={styles['now']}>
      <div className={styles['ask']}>
        <Button
          icon={HeartPulse}
          command={command}
          isWorking={isWorking}
          disabledReason={state === 'running' ? null : t('health.stopped')}
          onClick={() => void probe()}
        >
          {t(isWorking ? 'health.probing' : 'health.probeNow')}
        </Button>
        <span className={styles['quiet']}>{t('health.probeNowHint')}</span>
      </div>
      {outcome.run && <Ran run={outcome.run} timeoutMs={record.timeoutMs} />}
      {message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
    </div>
  )
}

function Ran({ run, timeoutMs }: { readonly run: ProbeRun; readonly timeoutMs: number }) {
  const { t } = useTranslation()
  const { exitCode, output, isTimedOut, startedAtMs, durationMs } = run
  const isMissing = exitCode === 127 && output === ''
  const result =
    isTimedOut || exitCode === null
      ? t('health.probeLate', { time: formatDuration(timeoutMs) })
      : resultOf({ exitCode }, t)
  return (
    <div className={styles['ran']} role="status" data-failed={exitCode !== 0}>
      <p>
        <strong>{t('health.probeRan')}</strong> {formatTime(startedAtMs)}{' '}
        <span className={styles['result']}>{result}</span> {formatDuration(durationMs)}
      </p>
      {isMissing ? (
        <p className={styles['quiet']}>{t('health.probeMissing')}</p>
      ) : (
        <pre lang="en">{output.trim() || t('health.noOutput')}</pre>
      )}
    </div>
  )
}
