import { Info, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './banner.module.css'
import { IconButton } from './icon-button.tsx'
import { StateGlyph } from './state-glyph.tsx'

type BannerProps = {
  readonly tone: 'info' | 'warn' | 'bad'
  readonly children: ReactNode
  /** At most two. */
  readonly actions?: ReactNode | undefined
  readonly onDismiss?: (() => void) | undefined
}

/** One thing to know about this view. */
export function Banner({ tone, children, actions, onDismiss }: BannerProps) {
  const { t } = useTranslation()
  return (
    <div className={`${styles['banner']} ${styles[tone]}`} role={tone === 'info' ? 'note' : 'status'}>
      {tone === 'info' ? (
        <Info aria-hidden />
      ) : (
        <StateGlyph glyph={tone === 'warn' ? 'unhealthy' : 'failed'} size={16} />
      )}
      <div className={styles['text']}>{children}</div>
      {actions}
      {onDismiss && <IconButton label={t('common.close')} icon={X} size="sm" onClick={onDismiss} />}
    </div>
  )
}
