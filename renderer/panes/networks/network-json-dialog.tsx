import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isCancelled } from '../../../shared/errors.ts'
import type { Network } from '../../../shared/network.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DialogCommand } from './dialog-command.tsx'
import { networkCommands } from './network-actions.ts'
import styles from './network-dialogs.module.css'

type NetworkJsonDialogProps = { readonly network: Network; readonly onClose: () => void }

/** The engine's own answer, as it came, in lines. */
export function NetworkJsonDialog({ network, onClose }: NetworkJsonDialogProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const [json, setJson] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    // Asks once; leaving the dialog ends the question.
    const controller = new AbortController()
    client()
      .call('network.inspect', { id: network.id }, controller.signal)
      .then(({ raw }) => setJson(JSON.stringify(JSON.parse(raw), null, 2)))
      .catch((reason: unknown) => {
        if (!isCancelled(reason)) setError(reason)
      })
    return () => controller.abort()
  }, [client, network.id])
  const message = error === null ? null : describeError(error, t)
  return (
    <Dialog
      open
      size="lg"
      title={t('networks.jsonDialog.title', { name: network.name })}
      onClose={onClose}
      footer={
        <>
          <DialogCommand command={networkCommands().inspect(network.name)} />
          {json !== null && <CopyButton text={json} label={t('networks.jsonDialog.copy')} />}
        </>
      }
    >
      {message ? (
        <ErrorPanel {...message} />
      ) : json === null ? (
        <Skeleton width="100%" height={240} />
      ) : (
        // A long one scrolls, also by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={styles['json']} lang="en" tabIndex={0}>
          {json}
        </pre>
      )}
    </Dialog>
  )
}
