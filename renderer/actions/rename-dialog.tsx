import '../i18n/pane-words.ts'
import type { TFunction } from 'i18next'
import type { FormEvent, KeyboardEvent } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { EngineError } from '../../shared/errors.ts'
import { describeError } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { CommandLine } from '../ui/command-line.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './action-dialogs.module.css'
import { dockerCommands } from './action-runner.ts'
import type { NameProblem } from './container-name.ts'
import { checkContainerName } from './container-name.ts'
import { useContainerActions } from './use-container-actions.ts'

type RenameDialogProps = { readonly container: Container; readonly onClose: () => void }

type Refusal = { readonly name: string; readonly error: unknown }

/** Asks for a new name; what the engine refuses is told at the field. */
export function RenameDialog({ container, onClose }: RenameDialogProps) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const field = useRef<HTMLInputElement>(null)
  const [name, setName] = useState(container.name)
  const [isTouched, setIsTouched] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const problem = checkContainerName(name, container.name)
  const refused = refusal?.name === name ? refusal.error : null
  const isTaken = isConflict(refused)
  const why = problem && problemText(problem, t)
  const fieldError = isTaken
    ? t('asks.rename.taken', { name })
    : isTouched && problem?.kind !== 'same'
      ? why
      : null
  const rename = async () => {
    if (problem || isWorking) return
    setIsWorking(true)
    const error = await actions.rename(container, name)
    setIsWorking(false)
    if (error === null) onClose()
    else setRefusal({ name, error })
    field.current?.focus()
  }
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    void rename()
  }
  return (
    <Dialog
      open
      title={t('asks.rename.title', { name: container.name })}
      onClose={onClose}
      initialFocus={field}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={dockerCommands().rename({ name: container.name, newName: name || '…' })} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={why}
            onClick={() => void rename()}
          >
            {t('asks.rename.confirm')}
          </Button>
        </>
      }
    >
      <form className={styles['form']} onSubmit={submit}>
        {refused !== null && !isTaken && <Refused error={refused} />}
        <TextField
          label={t('asks.rename.field')}
          value={name}
          onChange={(next) => {
            setName(next)
            setIsTouched(true)
          }}
          onFocus={(event) => event.currentTarget.select()}
          hint={t('asks.rename.hint')}
          error={fieldError}
          isMono
          inputRef={field}
        />
        {container.compose && (
          <p className={styles['note']}>
            {t('asks.rename.composeNote', { project: container.compose.project })}
          </p>
        )}
      </form>
    </Dialog>
  )
}

/** The one refusal that belongs to the field: somebody else has the name. */
function isConflict(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'conflict'
}

function problemText(problem: NameProblem, t: TFunction): string {
  return problem.kind === 'badCharacter'
    ? t('asks.rename.badCharacter', { character: problem.character })
    : t(`asks.rename.${problem.kind}`)
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  return <ErrorPanel title={title} text={text} details={details} />
}
