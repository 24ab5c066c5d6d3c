import { useTranslation } from 'react-i18next'
import { forgetTasks } from '../actions/task-actions.ts'
import { useApp } from '../app-context.ts'
import { useStoreVersion } from '../store/entity-store.ts'
import { Button } from '../ui/button.tsx'
import styles from './task-list.module.css'
import { TaskRow } from './task-row.tsx'

/** All long work that the host knows of: what runs first, then what ended, the newest on top. */
export function TaskList() {
  const { t } = useTranslation()
  const app = useApp()
  useStoreVersion(app.tasks)
  const all = [...app.tasks.all()].toReversed()
  const running = all.filter(({ state }) => state === 'running')
  const ended = all.filter(({ state }) => state !== 'running')
  return (
    <div className={styles['panel']}>
      <header className={styles['header']}>
        <h2 className={styles['title']}>{t('tasks.title')}</h2>
        {ended.length > 0 && (
          <Button
            variant="ghost"
            size="sm"
            onClick={() =>
              void forgetTasks(
                app,
                ended.map(({ id }) => id),
              )
            }
          >
            {t('tasks.clear')}
          </Button>
        )}
      </header>
      {all.length === 0 ? (
        <p className={styles['none']}>
          <strong>{t('tasks.none')}</strong>
          {t('tasks.noneText')}
        </p>
      ) : (
        <ul className={styles['list']} aria-label={t('tasks.title')}>
          {[...running, ...ended].map(({ id }) => (
            <TaskRow key={id} id={id} />
          ))}
        </ul>
      )}
    </div>
  )
}
