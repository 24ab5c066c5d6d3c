import type { ParseKeys } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../ui/kbd.tsx'
import { listShortcuts, shortcuts } from './shortcuts.ts'
import styles from './shortcuts-list.module.css'

/** Every key of the window with what it does. */
export function ShortcutsList() {
  const { t } = useTranslation()
  return (
    <div className={styles['groups']}>
      <Group title={t('shell.everywhere')} rows={shortcuts} />
      <Group title={t('shell.inLists')} rows={listShortcuts} />
    </div>
  )
}

type GroupProps = {
  readonly title: string
  readonly rows: readonly { readonly keys: string; readonly labelKey: ParseKeys }[]
}

function Group({ title, rows }: GroupProps) {
  const { t } = useTranslation()
  return (
    <section>
      <h3 className={styles['title']}>{title}</h3>
      <dl className={styles['list']}>
        {rows.map(({ keys, labelKey }) => (
          <div key={keys} className={styles['row']}>
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
