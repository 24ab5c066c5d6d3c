import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dismiss, type Notice, useNotices } from '../store/notices.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { StateGlyph } from '../ui/state-glyph.tsx'
import styles from './toasts.module.css'

/** More than these would cover what they speak of; the rest wait as a number. */
const mostShown = 3
const doneMs = 5_000
/** What can be acted on stays long enough to be reached. */
const actionableMs = 10_000
const glyphs = { done: 'done', failed: 'failed', progress: 'ring' } as const

/** Results of actions, at the bottom right above the status bar, the newest lowest. */
export function Toasts() {
  const { t } = useTranslation()
  const notices = useNotices((state) => state.notices)
  const [isHeld, setIsHeld] = useState(false)
  const hidden = notices.length - mostShown
  return (
    // The pointer and the focus only hold the timer; nothing acts.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      className={styles['toasts']}
      aria-label={t('shell.notifications')}
      data-toasts=""
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      {hidden > 0 && (
        <div className={styles['more']}>
          <span>{t('shell.moreNotices', { count: hidden })}</span>
          <Button variant="ghost" size="sm" onClick={() => useNotices.setState({ notices: [] })}>
            {t('shell.closeAll')}
          </Button>
        </div>
      )}
      <ol className={styles['list']} aria-live="polite" aria-relevant="additions text">
        {notices.slice(-mostShown).map((notice) => (
          <Toast key={notice.id} notice={notice} isHeld={isHeld} />
        ))}
      </ol>
    </section>
  )
}

function Toast({ notice, isHeld }: { readonly notice: Notice; readonly isHeld: boolean }) {
  const { t } = useTranslation()
  const { id, tone, title, text, actions = [], details } = notice
  const [areDetailsShown, setAreDetailsShown] = useState(false)
  useEffect(() => {
    if (tone !== 'done' || isHeld) return
    const timer = setTimeout(() => dismiss(id), actions.length > 0 ? actionableMs : doneMs)
    return () => clearTimeout(timer)
  }, [id, tone, isHeld, actions.length])
  return (
    <li className={styles['toast']}>
      <StateGlyph glyph={glyphs[tone]} size={15} />
      <div className={styles['content']}>
        <strong className={styles['title']}>{title}</strong>
        {text !== undefined && <span className={styles['text']}>{text}</span>}
        {tone === 'progress' && <span className={styles['progress']} />}
        {(actions.length > 0 || details !== undefined) && (
          <span className={styles['actions']}>
            {actions.map((action) => (
              <Button
                key={action.label}
                size="sm"
                onClick={() => {
                  dismiss(id)
                  action.onSelect()
                }}
              >
                {action.label}
              </Button>
            ))}
            {details !== undefined && (
              <Button
                variant="ghost"
                size="sm"
                aria-expanded={areDetailsShown}
                onClick={() => setAreDetailsShown(!areDetailsShown)}
              >
                {t(areDetailsShown ? 'shell.hideDetails' : 'common.details')}
              </Button>
            )}
          </span>
        )}
        {areDetailsShown && details !== undefined && (
          <div className={styles['details']}>
            <pre lang="en">{details}</pre>
            <CopyButton text={details} label={t('common.copyDetails')} />
          </div>
        )}
      </div>
      <IconButton label={t('shell.closeNotice', { title })} icon={X} size="sm" onClick={() => dismiss(id)} />
    </li>
  )
}
