import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { parseReference } from '../../../shared/reference.ts'
import styles from '../../actions/action-dialogs.module.css'
import { useApp } from '../../app-context.ts'
import { shortId } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { navigate } from '../../router.ts'
import { recordCommand } from '../../store/companion.ts'
import { notify } from '../../store/notices.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { usePageCommands } from './use-page-commands.ts'

type Props = { readonly container: Container; readonly onClose: () => void }

const empty = { reference: '', author: '', message: '', changes: '', pause: true }

/** Asks for the name and the changes of an image made of this container, and makes it. */
export function CommitDialog({ container, onClose }: Props) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const [form, setForm] = useState(empty)
  const { isWorking, error, commit } = useCommit(container, onClose)
  const { name } = container
  const reference = form.reference.trim()
  const parsed = reference === '' ? null : parseReference(reference)
  const isWrong = parsed !== null && (!parsed.ok || parsed.reference.digest !== null)
  const why = isWrong ? t('overview.commitReferenceWrong') : null
  const choice = {
    reference: reference === '' ? null : reference,
    author: form.author.trim(),
    message: form.message.trim(),
    changes: form.changes.split('\n').flatMap((line) => line.trim() || []),
    pause: form.pause,
  }
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    if (why === null) void commit(choice)
  }
  const set = (key: keyof typeof empty) => (value: string) => setForm((was) => ({ ...was, [key]: value }))
  const message = error === null ? null : describeError(error, t)
  return (
    <Dialog
      open
      title={t('overview.commitTitle', { name })}
      onClose={onClose}
      initialFocus={field}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={usePageCommands().commit({ name, ...choice })} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={why}
            onClick={() => void commit(choice)}
          >
            {t('overview.commitConfirm')}
          </Button>
        </>
      }
    >
      <form className={styles['form']} onSubmit={submit}>
        {message && (
          <ErrorPanel
            title={t('overview.commitFailed', { name })}
            text={message.text}
            details={message.details}
          />
        )}
        <p className={styles['text']}>{t('overview.commitText')}</p>
        <TextField
          label={t('overview.commitReference')}
          hint={t('overview.commitReferenceHint')}
          value={form.reference}
          onChange={set('reference')}
          error={why}
          isMono
          inputRef={field}
        />
        <TextField label={t('overview.commitMessage')} value={form.message} onChange={set('message')} />
        <TextField
          label={t('overview.commitAuthor')}
          hint={t('overview.commitAuthorHint')}
          value={form.author}
          onChange={set('author')}
        />
        <TextArea
          label={t('overview.commitChanges')}
          hint={t('overview.commitChangesHint')}
          value={form.changes}
          onChange={set('changes')}
        />
        <Checkbox
          label={t('overview.commitPause')}
          checked={form.pause}
          onChange={(pause) => setForm((was) => ({ ...was, pause }))}
        />
      </form>
    </Dialog>
  )
}

type Choice = Parameters<ReturnType<typeof usePageCommands>['commit']>[0]

function useCommit({ id, name }: Container, onClose: () => void) {
  const { t } = useTranslation()
  const { client } = useApp()
  const docker = usePageCommands()
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const commit = async (choice: Omit<Choice, 'name'>) => {
    if (isWorking) return
    setIsWorking(true)
    const command = docker.commit({ name, ...choice })
    try {
      const { imageId } = await client().call('container.commit', {
        id,
        ...choice,
        changes: [...choice.changes],
      })
      recordCommand({ command, result: 'ok', atMs: Date.now() })
      notify({
        tone: 'done',
        title: t('overview.committed', { name, image: choice.reference ?? shortId(imageId) }),
        actions: [
          { label: t('overview.openImage'), onSelect: () => navigate({ pane: 'images', id: imageId }) },
        ],
      })
      onClose()
    } catch (failure) {
      recordCommand({ command, result: 'failed', atMs: Date.now() })
      setIsWorking(false)
      setError(failure)
    }
  }
  return { isWorking, error, commit }
}
