import type { FormEvent } from 'react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatReference, parseReference } from '../../../shared/reference.ts'
import { useRegistryCommands } from '../../actions/registry-actions.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { PlatformSelect } from './platform-select.tsx'
import { ReferenceFacts } from './reference-facts.tsx'
import styles from './registries.module.css'
import { TransferDialog } from './transfer-dialog.tsx'
import { useTransfer } from './use-transfer.ts'

type PullDialogProps = { readonly initial: string; readonly onClose: () => void }

/** Asks what to pull and says what that means; then shows how it goes. */
export function PullDialog({ initial, onClose }: PullDialogProps) {
  const { t } = useTranslation()
  const transfer = useTransfer('image.pull')
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(initial)
  const [isTouched, setIsTouched] = useState(initial !== '')
  const [platform, setPlatform] = useState<string | null>(null)
  const [allTags, setAllTags] = useState(false)
  const [isSigningIn, setIsSigningIn] = useState(false)
  const parsed = parseReference(text)
  const reference = parsed.ok ? parsed.reference : null
  const isTooMuch = allTags && reference !== null && (reference.tag !== null || reference.digest !== null)
  const problem = parsed.ok
    ? isTooMuch
      ? t('registries.tooManyTags')
      : null
    : t(`registries.problem.${parsed.problem}`)
  const params = { reference: reference ? formatReference(reference) : text, platform, allTags }
  const command = useRegistryCommands().pull({ ...params, reference: params.reference || '…' })
  const start = () => {
    if (problem === null) transfer.start(params)
  }
  return (
    <TransferDialog
      verb="pull"
      transfer={transfer}
      reference={reference}
      command={command}
      problem={problem}
      focus={field}
      isSigningIn={isSigningIn}
      onSigningIn={setIsSigningIn}
      onStart={start}
      onClose={onClose}
    >
      <form
        className={styles['form']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          start()
        }}
      >
        <TextField
          label={t('registries.reference')}
          value={text}
          onChange={(next) => {
            setText(next)
            setIsTouched(true)
          }}
          hint={t('registries.referenceHint')}
          error={isTouched ? problem : null}
          isMono
          inputRef={field}
        />
        <PlatformSelect value={platform} onChange={setPlatform} anyLabel={t('registries.enginePlatform')} />
        <Checkbox label={t('registries.allTags')} checked={allTags} onChange={setAllTags} />
        {reference && (
          <ReferenceFacts
            reference={reference}
            allTags={allTags}
            isPull
            onSignIn={() => setIsSigningIn(true)}
          />
        )}
      </form>
    </TransferDialog>
  )
}
