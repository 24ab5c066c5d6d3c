import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { Badge } from '../../../ui/badge.tsx'
import { useExplaining } from './explaining.ts'
import { fieldNotes, fieldOf } from './field-notes.ts'
import styles from './raw-json.module.css'

/** Marks a setting that somebody chose for this container. */
export function ChangedMark({ path }: { readonly path: string }) {
  const { t } = useTranslation()
  const { changed } = useExplaining()
  if (!changed.has(path)) return null
  return (
    <span className={styles['changed']} title={t('inspect.changedHint')} lang={i18next.language}>
      <Badge tone="warn">{t('inspect.changed')}</Badge>
    </span>
  )
}

/** A sentence on what a field means, the option of docker run and the key of Compose that set it. */
export function FieldNote({ path }: { readonly path: string }) {
  const { t } = useTranslation()
  const { isExplained } = useExplaining()
  const key = isExplained ? fieldOf(path) : null
  if (key === null) return null
  const { flag, compose } = fieldNotes[key]
  return (
    <p className={styles['note']} lang={i18next.language}>
      {t(`inspectWords.${key}`)}
      {flag !== null && <code lang="en">{flag}</code>}
      {compose !== null && (
        <code lang="en" title={t('inspect.composeKey')}>
          compose: {compose}
        </code>
      )}
    </p>
  )
}
