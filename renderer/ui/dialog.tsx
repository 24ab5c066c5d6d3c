import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

type DialogProps = {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Left part of the footer is free, buttons stand at the right. */
  readonly footer?: ReactNode | undefined
  readonly size?: 'md' | 'lg' | undefined
  /** Focused first; without it the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined
  readonly role?: 'dialog' | 'alertdialog' | undefined
  readonly hasCloseButton?: boolean | undefined
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined
}

/** A modal window inside the window. Escape closes it and focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const { open, title, onClose, children, footer, size = 'md', initialFocus, role = 'dialog' } = props
  const { t } = useTranslation()
  return (
    <Base.Root
      open={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles['scrim']} />
        <Base.Viewport className={styles['viewport']}>
          <Base.Popup
            className={classNames(styles['popup'], styles[size])}
            role={role}
            initialFocus={initialFocus}
            onKeyDown={props.onKeyDown}
          >
            <header className={styles['header']}>
              <Base.Title className={styles['title']}>{title}</Base.Title>
              {props.hasCloseButton !== false && (
                <IconButton label={t('common.close')} icon={X} shortcut="Esc" onClick={onClose} />
              )}
            </header>
            <div className={styles['body']}>{children}</div>
            {footer !== undefined && <footer className={styles['footer']}>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
