import { LogIn, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import type { Task, TaskPart } from '../../../shared/task.ts'
import { formatDecimalBytes, formatProgress, shortId } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { registryName } from '../../registry-name.ts'
import { taskEnd, taskFacts, taskFraction, taskSentence } from '../../task-words.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './transfer-view.module.css'

type TransferViewProps = {
  readonly task: Task
  readonly registry: string
  readonly onSignIn: () => void
  readonly onRetry: () => void
}

/** A pull or push on its way: all of it, each layer, and how it ended. */
export function TransferView({ task, registry, onSignIn, onRetry }: TransferViewProps) {
  const { t } = useTranslation()
  const { state, progress, result, error } = task
  return (
    <div className={styles['transfer']}>
      {error === null ? (
        <Headline task={task} />
      ) : (
        <Failure error={EngineError.fromData(error)} {...{ registry, onSignIn, onRetry }} />
      )}
      {state === 'running' && progress.phase === 'retrying' && (
        <p className={styles['note']} role="status">
          {t('registries.retrying')}
        </p>
      )}
      {state === 'cancelled' && <p className={styles['note']}>{t('registries.cancelled')}</p>}
      {state === 'done' && <Done digest={result?.digest ?? null} />}
      {progress.parts.length > 0 && <Layers parts={progress.parts} isRunning={state === 'running'} />}
    </div>
  )
}

function Headline({ task }: { readonly task: Task }) {
  const { t } = useTranslation()
  const fraction = taskFraction(task)
  const facts = taskEnd(task, t) ?? taskFacts(task, t).join(' · ')
  return (
    <div className={styles['headline']}>
      <div className={styles['sentence']}>
        {task.state === 'running' && <Spinner />}
        {task.state === 'done' && <StateGlyph glyph="done" size={16} />}
        {task.state === 'cancelled' && <StateGlyph glyph="exited" size={16} />}
        <strong>{taskSentence(task, t)}</strong>
        {fraction !== null && <span className={styles['percent']}>{formatProgress(fraction)}</span>}
      </div>
      {task.state === 'running' && <ProgressBar fraction={fraction} label={task.subject} />}
      <span className={styles['facts']}>{facts}</span>
    </div>
  )
}

function Done({ digest }: { readonly digest: string | null }) {
  const { t } = useTranslation()
  if (digest === null) return <p className={styles['note']}>{t('registries.doneWithoutDigest')}</p>
  return (
    <p className={styles['digest']}>
      <span>{t('registries.done')}</span> <code lang="en">{digest}</code>
      <CopyButton text={digest} label={t('common.copyNamed', { name: t('registries.digest') })} />
    </p>
  )
}

type FailureProps = Omit<TransferViewProps, 'task'> & { readonly error: EngineError }

function Failure({ error, registry, onSignIn, onRetry }: FailureProps) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  const wantsAccount = error.code === 'unauthorized' || error.code === 'rate-limited'
  return (
    <ErrorPanel
      title={title}
      text={text}
      details={details}
      actions={
        <>
          {wantsAccount && (
            <Button variant="primary" icon={LogIn} onClick={onSignIn}>
              {t('registries.signInAndRetry', { registry: registryName(registry, t) })}
            </Button>
          )}
          <Button icon={RotateCw} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </>
      }
    />
  )
}

function Layers({ parts, isRunning }: { readonly parts: readonly TaskPart[]; readonly isRunning: boolean }) {
  const { t } = useTranslation()
  return (
    // A list that scrolls must be reachable by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={styles['layers']} aria-label={t('registries.layers')} tabIndex={0}>
      {parts.map((part) => (
        <Layer key={part.id} part={part} isRunning={isRunning} />
      ))}
    </ul>
  )
}

/** Phases that move bytes and have a bar of their own. */
const movingPhases: ReadonlySet<TaskPart['phase']> = new Set(['downloading', 'uploading', 'extracting'])

function Layer({ part, isRunning }: { readonly part: TaskPart; readonly isRunning: boolean }) {
  const { t } = useTranslation()
  const { id, phase, doneBytes, totalBytes } = part
  const isMoving = isRunning && movingPhases.has(phase)
  const fraction = doneBytes === null || !totalBytes ? null : Math.min(1, doneBytes / totalBytes)
  const amount =
    totalBytes === null
      ? ''
      : isMoving && doneBytes !== null
        ? t('tasks.bytesOf', { done: formatDecimalBytes(doneBytes), total: formatDecimalBytes(totalBytes) })
        : formatDecimalBytes(totalBytes)
  return (
    <li className={styles['layer']}>
      <code lang="en">{shortId(id)}</code>
      <span className={styles['phase']}>{t(`tasks.phase.${phase}`)}</span>
      <span className={styles['layerBar']}>
        {isMoving && <ProgressBar fraction={fraction} label={shortId(id)} />}
      </span>
      <span className={styles['amount']}>{amount}</span>
    </li>
  )
}
