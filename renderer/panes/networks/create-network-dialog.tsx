import { Plus } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CreateAddresses } from './create-addresses.tsx'
import { CreateOptions } from './create-options.tsx'
import { DialogCommand } from './dialog-command.tsx'
import { createNetwork, networkCommands } from './network-actions.ts'
import styles from './network-dialogs.module.css'
import {
  checkForm,
  createParams,
  emptyForm,
  type FieldId,
  type NetworkForm,
  refusedField,
} from './network-form.ts'

type CreateNetworkDialogProps = {
  readonly onClose: () => void
  readonly onCreated: (id: string) => void
}

/** Makes a network, with every option of `docker network create`; the command is written along. */
export function CreateNetworkDialog({ onClose, onCreated }: CreateNetworkDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const nameField = useRef<HTMLInputElement>(null)
  const [form, setForm] = useState<NetworkForm>(emptyForm)
  const [hasName, setHasName] = useState(false)
  const [isWorking, setIsWorking] = useState(false)
  const [refusal, setRefusal] = useState<{ readonly form: NetworkForm; readonly error: unknown } | null>(null)
  const problems = checkForm(form, app.networks.all())
  const error = refusal?.form === form ? refusal.error : null
  const refused = error instanceof EngineError ? refusedField(form, error.data) : null
  const set = (part: Partial<NetworkForm>) => setForm({ ...form, ...part })
  const create = async () => {
    setHasName(true)
    if (problems.length > 0 || isWorking) return
    setIsWorking(true)
    try {
      onCreated(await createNetwork(app, createParams(form)))
    } catch (reason) {
      setRefusal({ form, error: reason })
      setIsWorking(false)
    }
  }
  const messageOf = (field: FieldId): string | null => {
    const problem = problems.find((each) => each.field === field)
    if (problem)
      // Nobody is told off for a field that was not reached yet.
      return problem.kind === 'missingName' && !hasName
        ? null
        : t(`networks.createDialog.problem.${problem.kind}`, { value: problem.value })
    return refused === field ? t(`networks.createDialog.refused.${refusedWord(field)}`) : null
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <Dialog
      open
      size="lg"
      title={t('networks.createDialog.title')}
      onClose={onClose}
      initialFocus={nameField}
      footer={
        <>
          <DialogCommand command={networkCommands().create(createParams(form))} />
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            icon={Plus}
            isWorking={isWorking}
            disabledReason={
              problems.length > 0 ? t('networks.createDialog.problems', { count: problems.length }) : null
            }
            onClick={() => void create()}
          >
            {t('networks.createDialog.confirm')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void create()
        }}
      >
        {message && <ErrorPanel {...message} />}
        <TextField
          label={t('networks.createDialog.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          onBlur={() => setHasName(true)}
          isMono
          inputRef={nameField}
          error={messageOf('name')}
        />
        <CreateOptions form={form} set={set} messageOf={messageOf}>
          <CreateAddresses form={form} set={set} messageOf={messageOf} />
        </CreateOptions>
        {/* Enter in a field creates it. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}

function refusedWord(field: FieldId): 'name' | 'driver' | 'configFrom' | 'subnet' {
  return field === 'name' || field === 'driver' || field === 'configFrom' ? field : 'subnet'
}
