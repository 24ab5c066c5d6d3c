import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import type { StateView } from '../../container-state.ts'
import { exitSentence, stateDetail, stateWord } from '../../container-words.ts'
import { formatDateTime } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import type { Pending } from '../../store/pending.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import styles from './status-cell.module.css'

type StatusCellProps = {
  readonly container: Container
  readonly state: StateView
  readonly pending: Pending | null
}

/** The state's word with its age, or the verb that is under way. */
export function StatusCell({ container, state, pending }: StatusCellProps) {
  const { t } = useTranslation()
  if (pending) return <Working container={container} pending={pending} />
  return (
    <span className={styles['status']} title={exitSentence(state, container, t) ?? undefined}>
      <span className={classNames(styles['word'], styles[state.textTone])}>{stateWord(state, t)}</span>
      <Detail state={state} />
    </span>
  )
}

/** Ages renew by themselves, without their row. */
function Detail({ state }: { readonly state: StateView }) {
  const { t } = useTranslation()
  const isYoung = useNow(30_000) - (state.sinceMs ?? 0) < 2 * 60_000
  const nowMs = useNow(isYoung ? 1_000 : 30_000)
  const text = stateDetail(state, nowMs, t)
  const exact = state.sinceMs === null ? undefined : formatDateTime(state.sinceMs)
  return text === '' ? null : (
    <span className={styles['detail']} title={state.exit ? undefined : exact}>
      {text}
    </span>
  )
}

/** The bare verb is enough for the first second. */
const countsFromMs = 1_000

function Working({ container, pending }: { readonly container: Container; readonly pending: Pending }) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const elapsedMs = Math.max(0, useNow(500) - pending.sinceMs)
  const limit = pending.limitSeconds
  const elapsed = Math.floor(elapsedMs / 1_000)
  const isOverdue = limit !== null && limit >= 0 && elapsed > limit
  const count =
    limit === null || limit < 0
      ? t('containers.pending.elapsed', { elapsed })
      : t('containers.pending.elapsedOf', { elapsed, limit })
  return (
    <span className={styles['status']}>
      <span className={styles['word']}>{t(`containers.pending.${pending.verb}`)}</span>
      {isOverdue ? (
        <Button
          size="sm"
          variant="danger"
          tabIndex={-1}
          aria-label={t('actions.named.killNow', { name: container.name })}
          onClick={() => void actions.perform('kill', [container])}
        >
          {t('actions.killNow')}
        </Button>
      ) : (
        elapsedMs >= countsFromMs && <span className={styles['detail']}>{count}</span>
      )}
    </span>
  )
}
