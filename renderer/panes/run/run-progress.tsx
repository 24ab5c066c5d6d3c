import { useTranslation } from 'react-i18next'
import type { Task } from '../../../shared/task.ts'
import { formatProgress } from '../../format.ts'
import { taskFacts, taskFraction, taskSentence } from '../../task-words.ts'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './run-window.module.css'

type RunProgressProps = { readonly task: Task | null }

/** How far it is: pulling the image, making and starting the container. */
export function RunProgress({ task }: RunProgressProps) {
  const { t } = useTranslation()
  const fraction = task && taskFraction(task)
  const layers = task?.progress.parts ?? []
  const done = layers.filter(({ phase }) => phase === 'done' || phase === 'exists').length
  return (
    <div className={styles['progress']}>
      <div className={styles['sentence']} role="status">
        <Spinner />
        <strong>{task ? taskSentence(task, t) : t('run.starting')}</strong>
        {fraction !== null && <span>{formatProgress(fraction)}</span>}
      </div>
      {task && <ProgressBar fraction={fraction} label={task.subject} />}
      {task && (
        <span className={styles['facts']}>
          {[
            ...taskFacts(task, t),
            ...(layers.length > 0 ? [t('run.layers', { done, total: layers.length })] : []),
          ].join(' · ')}
        </span>
      )}
    </div>
  )
}
