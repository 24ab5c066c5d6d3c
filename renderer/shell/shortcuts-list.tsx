import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { shortcuts } from './shortcuts.ts'
import styles from './shortcuts-list.module.css'

/** Every key of the window with what it does. */
export function ShortcutsList() {
  const { t } = useTranslation()
  return (
    <section>
      <h3 className={styles['title']}>{t('shell.everywhere')}</h3>
      <dl className={styles['list']}>
        {shortcuts.map(({ action, keys, labelKey }) => (
          <div key={action} className={styles['row']}>
            <dt>{t(labelKey)}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
