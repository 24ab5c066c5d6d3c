import { Copy } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import styles from './error-panel.module.css'
import { StateGlyph } from './state-glyph.tsx'

type ErrorPanelProps = {
  readonly title: string
  readonly text?: ReactNode | undefined
  /** The engine's own words and what was asked of it. */
  readonly details?: string | undefined
  readonly actions?: ReactNode | undefined
}

/** What happened, why, what to do, and the raw text to copy. */
export function ErrorPanel({ title, text, details, actions }: ErrorPanelProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['panel']} role="alert">
      <div className={styles['title']}>
        <StateGlyph glyph="failed" size={16} />
        <strong>{title}</strong>
      </div>
      {text !== undefined && <p className={styles['text']}>{text}</p>}
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      {details !== undefined && (
        <div className={styles['details']}>
          <pre lang="en">{details}</pre>
          <Button
            variant="ghost"
            size="sm"
            icon={Copy}
            onClick={() => {
              void navigator.clipboard.writeText(details)
            }}
          >
            {t('common.copyDetails')}
          </Button>
        </div>
      )}
    </div>
  )
}
