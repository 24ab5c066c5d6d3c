import { ListTodo } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../shared/task.ts'
import { tellEnds } from '../actions/task-actions.ts'
import { useApp } from '../app-context.ts'
import { formatProgress } from '../format.ts'
import { useStoreVersion } from '../store/entity-store.ts'
import { setTaskListOpen, useTaskList } from '../store/task-list.ts'
import { taskFraction, taskSentence } from '../task-words.ts'
import { Popover } from '../ui/popover.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { TaskList } from './task-list.tsx'
import styles from './task-pill.module.css'

/** What runs, in the title bar: one task by name, several as a number. It opens the list of all of them. */
export function TaskPill() {
  const { t } = useTranslation()
  const { tasks } = useApp()
  useStoreVersion(tasks)
  useEffect(() => tellEnds(tasks), [tasks])
  const { isOpen, seenAtMs } = useTaskList()
  const all = [...tasks.all()]
  const running = all.filter(({ state }) => state === 'running')
  const failed = all.filter((task) => task.state === 'failed' && (task.endedAtMs ?? 0) > seenAtMs)
  if (all.length === 0 && !isOpen) return null
  return (
    <Popover
      size="lg"
      align="end"
      label={t('tasks.title')}
      open={isOpen}
      onOpenChange={setTaskListOpen}
      trigger={
        <button type="button" className={styles['pill']} data-running={running.length > 0 || undefined}>
          {running.length > 0 ? (
            <Running tasks={running} />
          ) : (
            <Idle failedCount={isOpen ? 0 : failed.length} />
          )}
        </button>
      }
    >
      <TaskList />
    </Popover>
  )
}

function Running({ tasks }: { readonly tasks: readonly Task[] }) {
  const { t } = useTranslation()
  const [first, second] = tasks
  const fraction = first && !second ? taskFraction(first) : null
  return (
    <>
      <Spinner size={14} />
      <span className={styles['sentence']}>
        {first && !second ? taskSentence(first, t) : t('tasks.several', { count: tasks.length })}
      </span>
      {fraction !== null && <span className={styles['percent']}>{formatProgress(fraction)}</span>}
    </>
  )
}

function Idle({ failedCount }: { readonly failedCount: number }) {
  const { t } = useTranslation()
  if (failedCount === 0) {
    return (
      <>
        <ListTodo size={15} aria-hidden />
        <span className={styles['sentence']}>{t('tasks.open')}</span>
      </>
    )
  }
  return (
    <>
      <StateGlyph glyph="failed" size={14} />
      <span className={styles['sentence']}>{t('tasks.openFailed', { count: failedCount })}</span>
    </>
  )
}
