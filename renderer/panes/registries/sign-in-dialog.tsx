import type { FormEvent } from 'react'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseRegistry } from '../../../shared/reference.ts'
import type { CredentialStorage } from '../../../shared/registry.ts'
import { useAsked, useRegistryCommands } from '../../actions/registry-actions.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { registryName } from '../../registry-name.ts'
import { recordCommand } from '../../store/companion.ts'
import { notify } from '../../store/notices.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './registries.module.css'

type SignInDialogProps = {
  readonly initial: string
  readonly onClose: () => void
  /** Called in place of `onClose` when it worked. */
  readonly onDone?: (() => void) | undefined
}

/** Asks for an account at a registry. The engine tries it before it is kept. */
export function SignInDialog({ initial, onClose, onDone = onClose }: SignInDialogProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const first = useRef<HTMLInputElement>(null)
  const [address, setAddress] = useState(initial)
  const [username, setUsername] = useState('')
  const [secret, setSecret] = useState('')
  const [allowPlainText, setAllowPlainText] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const registry = parseRegistry(address)
  const storage = useStorage(registry)
  const command = useRegistryCommands().login({ registry: registry ?? '…', username })
  const isAgreed = storage?.kind !== 'file' || allowPlainText
  const missing = missingOf({ registry, username, secret, isAgreed })
  const problem = missing === null ? null : t(`registries.${missing}`)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (missing !== null || registry === null || isWorking) return
    setIsWorking(true)
    setError(null)
    try {
      await client().call('registry.signIn', { registry, username, secret, allowPlainText })
      recordCommand({ command, result: 'ok', atMs: Date.now() })
      const name = registryName(registry, t)
      notify({ tone: 'done', title: t('registries.signedIn', { registry: name }) })
      onDone()
    } catch (failure) {
      recordCommand({ command, result: 'failed', atMs: Date.now() })
      setError(failure)
      setIsWorking(false)
    }
  }
  return (
    <Dialog
      open
      title={t('registries.signInTitle')}
      onClose={onClose}
      initialFocus={first}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={command} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={problem}
            onClick={(event) => void submit(event)}
          >
            {t('registries.signIn')}
          </Button>
        </>
      }
    >
      <form className={styles['form']} onSubmit={(event) => void submit(event)}>
        {error !== null && <Refused error={error} />}
        <TextField
          label={t('registries.registry')}
          value={address}
          onChange={setAddress}
          hint={t('registries.registryHint')}
          error={address !== '' && registry === null ? t('registries.badRegistry') : null}
          isMono
          {...(initial === '' ? { inputRef: first } : {})}
        />
        <TextField
          label={t('registries.username')}
          value={username}
          onChange={setUsername}
          autoComplete="username"
          {...(initial === '' ? {} : { inputRef: first })}
        />
        <TextField
          label={t('registries.secret')}
          type="password"
          value={secret}
          onChange={setSecret}
          hint={t('registries.secretHint')}
          autoComplete="current-password"
        />
        {storage && <StorageNote storage={storage} isAgreed={allowPlainText} onAgree={setAllowPlainText} />}
        {/* Enter in a field submits; the button that is seen stands in the footer. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}

type Filled = {
  readonly registry: string | null
  readonly username: string
  readonly secret: string
  readonly isAgreed: boolean
}

function missingOf({ registry, username, secret, isAgreed }: Filled) {
  if (registry === null) return 'badRegistry'
  if (username === '') return 'usernameNeeded'
  if (secret === '') return 'secretNeeded'
  return isAgreed ? null : 'plainNeeded'
}

/** Where a secret for this registry would be kept; null until the host has said it. */
function useStorage(registry: string | null): CredentialStorage | null {
  const { client } = useApp()
  const ask = useCallback(
    async (signal: AbortSignal) =>
      registry === null ? null : client().call('registry.storage', { registry }, signal),
    [client, registry],
  )
  return useAsked(ask).value
}

type StorageNoteProps = {
  readonly storage: CredentialStorage
  readonly isAgreed: boolean
  readonly onAgree: (isAgreed: boolean) => void
}

function StorageNote({ storage, isAgreed, onAgree }: StorageNoteProps) {
  const { t } = useTranslation()
  if (storage.kind === 'helper') {
    return <p className={styles['note']}>{t('registries.storing', { helper: storage.helper })}</p>
  }
  return (
    <Banner tone="warn">
      <strong>{t('registries.plainTitle')}</strong>
      <p className={styles['plain']}>{t('registries.plainText', { file: storage.file })}</p>
      <Checkbox label={t('registries.plainAgree')} checked={isAgreed} onChange={onAgree} />
    </Banner>
  )
}

function Refused({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  return <ErrorPanel title={title} text={text} details={details} />
}
