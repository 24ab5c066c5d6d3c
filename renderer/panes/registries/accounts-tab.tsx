import { FolderSearch, KeyRound, LogIn, LogOut } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import type { RegistryAccount } from '../../../shared/registry.ts'
import { signOut, useAccounts, useRegistryCommands } from '../../actions/registry-actions.ts'
import { openSignInDialog, useRegistryDialog } from '../../actions/registry-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { registryName } from '../../registry-name.ts'
import { browseRegistry } from '../../store/registries-view.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import styles from './accounts-tab.module.css'

/** Who is signed in where, as the docker command on this computer knows it. */
export function AccountsTab() {
  const { t } = useTranslation()
  const { value, error, refresh } = useAccounts()
  const [leaving, setLeaving] = useState<string | null>(null)
  useRefreshAfterDialog(refresh)
  if (error !== null) return <Failure error={error} onRetry={refresh} />
  if (value === null) return <Spinner />
  return (
    <>
      {value.failures.map((failure) => (
        <Banner key={failure.helper} tone="bad">
          {t('registries.helperFailed', { helper: failure.helper })}.{' '}
          {describeError(EngineError.fromData(failure.error), t).details.split('\n')[0]}
        </Banner>
      ))}
      {value.accounts.length === 0 ? (
        <EmptyState
          title={t('registries.noAccounts')}
          text={t('registries.noAccountsText')}
          actions={
            <Button variant="primary" icon={LogIn} onClick={() => openSignInDialog()}>
              {t('registries.signIn')}
            </Button>
          }
        />
      ) : (
        <>
          <p className={styles['note']}>{t('registries.accountsNote', { file: value.file })}</p>
          <ul className={styles['list']} aria-label={t('registries.tabs.accounts')}>
            {value.accounts.map((account) => (
              <AccountRow
                key={account.registry}
                account={account}
                onSignOut={() => setLeaving(account.registry)}
              />
            ))}
          </ul>
        </>
      )}
      {leaving !== null && (
        <SignOutDialog
          registry={leaving}
          onClose={() => {
            setLeaving(null)
            refresh()
          }}
        />
      )}
    </>
  )
}

/** A dialog about registries may have signed somebody in. */
function useRefreshAfterDialog(refresh: () => void): void {
  const isOpen = useRegistryDialog(({ dialog }) => dialog !== null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) refresh()
    wasOpen.current = isOpen
  }, [isOpen, refresh])
}

type AccountRowProps = { readonly account: RegistryAccount; readonly onSignOut: () => void }

function AccountRow({ account, onSignOut }: AccountRowProps) {
  const { t } = useTranslation()
  const command = useRegistryCommands().logout(account.registry)
  const { registry, username, isToken, storage } = account
  const name = registryName(registry, t)
  const stored =
    storage.kind === 'helper'
      ? t('registries.storedHelper', { helper: storage.helper })
      : t('registries.storedFile')
  return (
    <li className={styles['account']} aria-label={name}>
      <span className={styles['icon']}>
        <KeyRound aria-hidden />
      </span>
      <span className={styles['names']}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['user']}>{isToken ? t('registries.token') : username}</span>
      </span>
      <span className={styles['stored']} data-plain={storage.kind === 'file' || undefined}>
        {stored}
      </span>
      <Button
        icon={FolderSearch}
        aria-label={t('registries.browseNamed', { registry: name })}
        onClick={() => browseRegistry(registry)}
      >
        {t('registries.tabs.browse')}
      </Button>
      <Button
        icon={LogOut}
        aria-label={t('registries.signOutNamed', { registry: name })}
        command={command}
        onClick={onSignOut}
      >
        {t('registries.signOut')}
      </Button>
    </li>
  )
}

function SignOutDialog({ registry, onClose }: { readonly registry: string; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const app = useApp()
  const [isWorking, setIsWorking] = useState(false)
  const command = useRegistryCommands().logout(registry)
  const confirm = async () => {
    setIsWorking(true)
    await signOut(app, registry)
    onClose()
  }
  return (
    <ConfirmDialog
      open
      title={t('registries.signOutTitle', { registry: registryName(registry, t) })}
      command={command}
      confirmLabel={t('registries.signOut')}
      tone="primary"
      isWorking={isWorking}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {t('registries.signOutText')}
    </ConfirmDialog>
  )
}

function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  return (
    <ErrorPanel
      title={title}
      text={text}
      details={details}
      actions={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  )
}
