import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatBinaryBytes } from '../../format.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { logSizeBytes, useLogSize } from '../../store/logs-view.ts'
import type { LogState } from '../../streams/log-store.ts'
import styles from './log-pill.module.css'
import type { LogSubject } from './log-subject.ts'

type LogPillProps = { readonly subject: LogSubject; readonly state: LogState }

/** How the stream is, how fast lines come, how many are kept and how many no longer. */
export function LogPill({ subject, state }: LogPillProps) {
  const { t } = useTranslation()
  const { status } = state
  const engine = useEngineStatus()
  const size = useLogSize()
  const isLost = engine.state === 'unreachable' || state.lastMark?.kind === 'engine-lost'
  const hint = status.reach.isHeldBack ? t('logReach.heldBackHint') : undefined
  const { tone, text } = describe(subject, state, isLost, t)
  return (
    <div className={styles['pill']}>
      <span className={styles['dot']} data-tone={tone} />
      <span className={styles['state']} title={hint}>
        {text}
      </span>
      {tone === 'live' && <span>{t('logs.perSecond', { count: Math.round(status.linesPerSecond) })}</span>}
      <span className={styles['kept']}>{t('logs.kept', { count: status.heldCount })}</span>
      {status.droppedCount > 0 && (
        <span
          className={styles['kept']}
          title={t('logs.droppedHint', { size: formatBinaryBytes(logSizeBytes(size)) })}
        >
          {t('logs.dropped', { count: status.droppedCount })}
        </span>
      )}
    </div>
  )
}

type Tone = 'live' | 'idle' | 'warn' | 'bad'

function describe(
  subject: LogSubject,
  { phase, lastMark, status }: LogState,
  isEngineLost: boolean,
  t: TFunction,
): { readonly tone: Tone; readonly text: string } {
  if (lastMark?.kind === 'removed') return { tone: 'bad', text: t('logs.removed') }
  if (phase === 'waiting') return { tone: 'warn', text: t('logs.linkLost') }
  if (isEngineLost) return { tone: 'bad', text: t('logs.engineLost') }
  if (status.reach.isHeldBack && status.heldCount > 0) return { tone: 'idle', text: t('logReach.heldBack') }
  if (phase === 'opening' || !status.isCaughtUp) return { tone: 'idle', text: t('logs.loading') }
  if (!subject.isRunning || phase === 'ended') return { tone: 'idle', text: t('logs.ended') }
  return { tone: 'live', text: t('logs.live') }
}
