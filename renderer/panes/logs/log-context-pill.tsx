import { CornerUpLeft } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { leaveContext } from '../../streams/log-context.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { Kbd } from '../../ui/kbd.tsx'
import styles from './log-body.module.css'

/** Says that a line is shown among all others, and leads back to the few. */
export function LogContextPill({ store }: { readonly store: LogStore }) {
  const { t } = useTranslation()
  useEffect(() => {
    // Listens wherever the keyboard is: what was pressed to get here may be gone.
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) leaveContext(store)
    }
    document.addEventListener('keydown', handleKey)
    return () => document.removeEventListener('keydown', handleKey)
  }, [store])
  return (
    <button type="button" className={styles['context']} onClick={() => leaveContext(store)}>
      <CornerUpLeft aria-hidden />
      {t('logs.leaveContext')}
      <Kbd keys="Esc" />
    </button>
  )
}
