import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { isAlive } from '../../../container-state.ts'
import { formatTime } from '../../../format.ts'
import { describeError } from '../../../messages.ts'
import { useLastOutput } from '../../../streams/last-output.ts'
import { Section } from '../../../ui/section.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import styles from './last-output-section.module.css'

/** The newest lines of the log, live. */
export function LastOutputSection({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { lines, isCaughtUp, error } = useLastOutput(container.id)
  const isLive = isAlive(container) && error === null
  return (
    <Section title={t('containers.panel.output')} note={isLive ? t('containers.panel.follows') : undefined}>
      {error !== null && (
        <p className={styles['empty']} title={describeError(error, t).details}>
          {t('containers.panel.outputFailed')}
        </p>
      )}
      {error === null && lines.length === 0 && (
        <p className={styles['empty']}>
          {isCaughtUp ? t('containers.panel.noOutput') : <Skeleton width="60%" />}
        </p>
      )}
      <ol className={styles['lines']} aria-live="off">
        {lines.map((line) => (
          <li key={line.number} className={styles['line']} title={line.text}>
            <time className={styles['time']}>{formatTime(line.atMs)}</time>
            <bdi className={`${styles['text']} ${styles[line.level]}`}>{line.text}</bdi>
          </li>
        ))}
      </ol>
    </Section>
  )
}
