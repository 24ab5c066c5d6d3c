import { useTranslation } from 'react-i18next'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { Switch } from '../../ui/switch.tsx'
import { LogFind } from './log-find.tsx'
import { LogLevelChips } from './log-level-chips.tsx'
import type { LogSubject } from './log-subject.ts'
import styles from './log-toolbar.module.css'
import { LogViewControls } from './log-view-controls.tsx'

type LogToolbarProps = {
  readonly subject: LogSubject
  readonly store: LogStore
  readonly state: LogState
  readonly isFollowing: boolean
}

export function LogToolbar({ subject, store, state, isFollowing }: LogToolbarProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('container.logs')}>
      <LogFind store={store} state={state} />
      <LogLevelChips store={store} filter={state.filter} counts={state.status.levelCounts} />
      <div className={styles['space']} />
      <LogViewControls subject={subject} store={store} state={state} />
      <div className={styles['separator']} />
      <Switch
        label={t('logs.follow')}
        checked={isFollowing}
        onChange={(isOn) => {
          if (isOn) store.frames.viewport.follow()
          else store.frames.viewport.stopFollowing()
          store.frames.invalidate()
        }}
      />
    </div>
  )
}
