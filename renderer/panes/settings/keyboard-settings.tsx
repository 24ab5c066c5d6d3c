import { useTranslation } from 'react-i18next'
import { ShortcutsList } from '../../shell/shortcuts-list.tsx'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { Switch } from '../../ui/switch.tsx'
import styles from './keyboard-settings.module.css'

/** All keys, and whether single letters act. */
export function KeyboardSettings() {
  const { t } = useTranslation()
  const areLettersOn = useContainersView((view) => view.areLettersOn)
  return (
    <div className={styles['keyboard']}>
      <div>
        <Switch
          label={t('settings.letterKeys')}
          checked={areLettersOn}
          onChange={(next) => setContainersView({ areLettersOn: next })}
        />
        <p className={styles['note']}>{t('settings.letterKeysNote')}</p>
      </div>
      <ShortcutsList />
    </div>
  )
}
