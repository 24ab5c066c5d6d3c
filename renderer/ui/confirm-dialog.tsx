import { SquareTerminal } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import styles from './confirm-dialog.module.css'
import { Dialog } from './dialog.tsx'

type ConfirmDialogProps = {
  readonly open: boolean
  /** A question with the verb and the object. */
  readonly title: string
  /** What is lost, and what stays. */
  readonly children: ReactNode
  readonly command?: string | undefined
  /** Repeats the verb, never "OK". */
  readonly confirmLabel: string
  readonly tone: 'destroy' | 'primary'
  readonly isWorking: boolean
  readonly error?: ReactNode | undefined
  /** Why it cannot be confirmed yet. */
  readonly disabledReason?: string | null | undefined
  /** A field to begin with, in place of Cancel. */
  readonly initialFocus?: RefObject<HTMLElement | null> | undefined
  /** Cancel has the focus although nothing is lost: a stray Enter does nothing. */
  readonly isCautious?: boolean | undefined
  readonly size?: 'md' | 'lg' | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks once before something is lost: Cancel has the focus, Ctrl or Command with Enter confirms. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { tone, isWorking, disabledReason = null, onConfirm } = props
  const { t } = useTranslation()
  const cancel = useRef<HTMLButtonElement>(null)
  const confirm = useRef<HTMLButtonElement>(null)
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (!isWorking && disabledReason === null) onConfirm()
  }
  const footer = (
    <>
      {props.command !== undefined && (
        <span className={styles['command']}>
          <SquareTerminal aria-hidden />
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long one scrolls, also by keyboard */}
          <code lang="en" tabIndex={0}>
            {props.command}
          </code>
        </span>
      )}
      <Button ref={cancel} size="lg" onClick={props.onClose}>
        {t('common.cancel')}
      </Button>
      <Button
        ref={confirm}
        size="lg"
        variant={tone}
        isWorking={isWorking}
        disabledReason={disabledReason}
        onClick={onConfirm}
      >
        {props.confirmLabel}
      </Button>
    </>
  )
  return (
    <Dialog
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      footer={footer}
      role="alertdialog"
      hasCloseButton={false}
      initialFocus={props.initialFocus ?? (tone === 'destroy' || props.isCautious ? cancel : confirm)}
      size={props.size}
      onKeyDown={handleKeyDown}
    >
      {props.error}
      <div inert={isWorking} className={styles['content']}>
        {props.children}
      </div>
    </Dialog>
  )
}
