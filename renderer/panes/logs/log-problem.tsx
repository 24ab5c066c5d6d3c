import { useTranslation } from 'react-i18next'
import { describeError } from '../../messages.ts'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import styles from './log-problem.module.css'
import type { LogSubject } from './log-subject.ts'

type LogProblemProps = { readonly subject: LogSubject; readonly store: LogStore; readonly state: LogState }

/** Why the log cannot be read, and what to do: above the lines there are, or in their place. */
export function LogProblem({ subject, store, state }: LogProblemProps) {
  const { t } = useTranslation()
  const { error, phase, logDriver, status } = state
  // A lost link is told by the window, and by the pill beside the lines.
  if (error === null || phase === 'waiting') return null
  const { name, image } = subject
  const retry = <Button onClick={() => store.retry()}>{t('common.retry')}</Button>
  if (status.heldCount > 0) {
    return (
      <Banner tone="bad" actions={retry}>
        {describeError(error, t).title}
      </Banner>
    )
  }
  const isUnreadable = error.code === 'unsupported'
  const { title, text, details } = describeError(error, t)
  return (
    <div className={styles['problem']}>
      <ErrorPanel
        title={isUnreadable ? t('logs.driverTitle', { name }) : title}
        text={isUnreadable && image !== null ? <DriverText driver={logDriver} image={image} /> : text}
        details={details}
        actions={retry}
      />
    </div>
  )
}

function DriverText({ driver, image }: { readonly driver: string | null; readonly image: string }) {
  const { t } = useTranslation()
  return (
    <>
      {driver === null ? t('logs.driverTextUnnamed') : t('logs.driverText', { driver })}
      <span className={styles['command']}>
        <CommandLine command={`docker run --log-driver json-file ${image}`} />
      </span>
    </>
  )
}
