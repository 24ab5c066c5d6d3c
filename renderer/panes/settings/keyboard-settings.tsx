import { useTranslation } from 'react-i18next'
import { ShortcutsList } from '../../shell/shortcuts-list.tsx'
import { setView, useView } from '../../store/view.ts'
import { Switch } from '../../ui/switch.tsx'
import styles from './keyboard-settings.module.css'

/** All keys, and whether single letters act. */
export function KeyboardSettings() {
  const { t } = useTranslation()
  const areLetterKeysOn = useView((view) => view.areLetterKeysOn)
  return (
    <div className={styles['keyboard']}>
      <div>
        <Switch
          label={t('settings.letterKeys')}
          checked={areLetterKeysOn}
          onChange={(next) => setView({ areLetterKeysOn: next })}
        />
        <p className={styles['note']}>{t('settings.letterKeysNote')}</p>
      </div>
      <ShortcutsList />
    </div>
  )
}
