import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImageReference } from '../../../shared/reference.ts'
import { cancelTask } from '../../actions/task-actions.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './registries.module.css'
import { SignInDialog } from './sign-in-dialog.tsx'
import { TransferView } from './transfer-view.tsx'
import type { Transfer } from './use-transfer.ts'

type TransferDialogProps = {
  readonly verb: 'pull' | 'push'
  readonly transfer: Transfer
  readonly reference: ImageReference | null
  readonly command: string
  /** Why it cannot be started. */
  readonly problem: string | null
  readonly focus?: RefObject<HTMLElement | null> | undefined
  readonly isSigningIn: boolean
  readonly onSigningIn: (isSigningIn: boolean) => void
  readonly onStart: () => void
  readonly onClose: () => void
  /** The form. */
  readonly children: ReactNode
}

/** The frame of pull and push: the form, then the task. Closing it leaves the task alone. */
export function TransferDialog(props: TransferDialogProps) {
  const { verb, transfer, reference, problem, onStart, onClose, onSigningIn } = props
  const { t } = useTranslation()
  const { task, isStarting, error } = transfer
  if (props.isSigningIn && reference) {
    return (
      <SignInDialog
        initial={reference.registry}
        onClose={() => onSigningIn(false)}
        onDone={() => {
          onSigningIn(false)
          // Asked for because a transfer was refused: it is tried again with the account.
          if (task?.state === 'failed') onStart()
        }}
      />
    )
  }
  return (
    <Dialog
      open
      size="lg"
      title={t(`registries.${verb}Title`)}
      onClose={onClose}
      initialFocus={props.focus}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || task || isStarting) return
        event.preventDefault()
        onStart()
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={task?.command ?? props.command} />
          </span>
          {task ? (
            <TaskButtons {...props} />
          ) : (
            <FormButtons {...{ verb, isStarting, problem, onStart, onClose }} />
          )}
        </>
      }
    >
      {task ? (
        <TransferView
          task={task}
          registry={reference?.registry ?? ''}
          onSignIn={() => onSigningIn(true)}
          onRetry={onStart}
        />
      ) : isStarting ? (
        <Spinner />
      ) : (
        <>
          {error !== null && <Refused error={error} />}
          {props.children}
        </>
      )}
    </Dialog>
  )
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  return <ErrorPanel title={title} text={text} details={details} />
}

type FormButtonsProps = Pick<TransferDialogProps, 'verb' | 'problem' | 'onStart' | 'onClose'> & {
  readonly isStarting: boolean
}

function FormButtons({ verb, isStarting, problem, onStart, onClose }: FormButtonsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Button size="lg" onClick={onClose}>
        {t('common.cancel')}
      </Button>
      <Button size="lg" variant="primary" isWorking={isStarting} disabledReason={problem} onClick={onStart}>
        {t(`registries.${verb}Go`)}
      </Button>
    </>
  )
}

function TaskButtons({ verb, transfer, onClose }: TransferDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const { task, leave } = transfer
  if (task?.state === 'running') {
    return (
      <>
        <Button size="lg" onClick={() => void cancelTask(app, task.id)}>
          {t(verb === 'pull' ? 'registries.cancelPull' : 'registries.cancelPush')}
        </Button>
        <Button size="lg" variant="primary" onClick={onClose}>
          {t('registries.hide')}
        </Button>
      </>
    )
  }
  return (
    <>
      <Button size="lg" onClick={leave}>
        {t(verb === 'pull' ? 'registries.another' : 'common.back')}
      </Button>
      <Button size="lg" variant="primary" onClick={onClose}>
        {t('common.close')}
      </Button>
    </>
  )
}
