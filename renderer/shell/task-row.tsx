import { Ban, ChevronDown, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../shared/errors.ts'
import type { Task, TaskState } from '../../shared/task.ts'
import { cancelTask, forgetTasks } from '../actions/task-actions.ts'
import { useApp } from '../app-context.ts'
import { formatProgress } from '../format.ts'
import { describeError } from '../messages.ts'
import { useEntity } from '../store/entity-store.ts'
import { taskEnd, taskFacts, taskFraction, taskSentence } from '../task-words.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import type { GlyphName } from '../ui/state-glyph.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { TaskDetails } from './task-details.tsx'
import styles from './task-list.module.css'

const glyphs = {
  running: 'starting',
  done: 'done',
  failed: 'failed',
  cancelled: 'exited',
} as const satisfies Record<TaskState, GlyphName>

/** One task with how far it is; its details open below it. */
export function TaskRow({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const task = useEntity(app.tasks, id)
  const [isOpen, setIsOpen] = useState(false)
  if (!task) return null
  const what = taskSentence(task, t)
  return (
    <li className={styles['task']} aria-label={what}>
      <div className={styles['row']}>
        <StateGlyph glyph={glyphs[task.state]} size={15} />
        <div className={styles['about']}>
          <span className={styles['what']} title={what}>
            {what}
          </span>
          <Facts task={task} />
        </div>
        <IconButton
          label={t(isOpen ? 'tasks.hideDetails' : 'tasks.showDetails', { what })}
          icon={isOpen ? ChevronDown : ChevronRight}
          size="sm"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
        {task.state === 'running' ? (
          <CancelButton task={task} what={what} />
        ) : (
          <IconButton
            label={t('tasks.forget', { what })}
            icon={X}
            size="sm"
            onClick={() => void forgetTasks(app, [id])}
          />
        )}
      </div>
      {task.state === 'running' && (
        <div className={styles['progress']}>
          <ProgressBar label={task.subject} fraction={taskFraction(task)} />
        </div>
      )}
      {isOpen && <TaskDetails task={task} what={what} />}
    </li>
  )
}

function Facts({ task }: { readonly task: Task }) {
  const { t } = useTranslation()
  const fraction = taskFraction(task)
  const end = taskEnd(task, t)
  const why = task.error === null ? null : describeError(EngineError.fromData(task.error), t).text
  return (
    <span className={styles['facts']}>
      {end ?? taskFacts(task, t).join(' · ')}
      {why !== null && <span className={styles['why']}>{why}</span>}
      {fraction !== null && <span className={styles['percent']}>{formatProgress(fraction)}</span>}
    </span>
  )
}

function CancelButton({ task, what }: { readonly task: Task; readonly what: string }) {
  const { t } = useTranslation()
  const app = useApp()
  const [isAsked, setIsAsked] = useState(false)
  return (
    <IconButton
      label={t('tasks.cancelName', { what })}
      icon={Ban}
      size="sm"
      disabledReason={isAsked ? t('tasks.cancelling') : null}
      onClick={() => {
        setIsAsked(true)
        void cancelTask(app, task.id)
      }}
    />
  )
}
