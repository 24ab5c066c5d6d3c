import { Plug } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import type { Network } from '../../../shared/network.ts'
import { useApp } from '../../app-context.ts'
import { isAlive } from '../../container-state.ts'
import { describeError } from '../../messages.ts'
import { knownEngine, useEngineStatus } from '../../store/engine-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type ConnectForm, checkConnectForm, connectionOf, emptyConnectForm } from './connect-form.ts'
import { DialogCommand } from './dialog-command.tsx'
import { isApiAtLeast } from './engine-api.ts'
import { connectContainer, networkCommands } from './network-actions.ts'
import styles from './network-dialogs.module.css'
import { canConnect, type Member } from './network-model.ts'

type ConnectDialogProps = {
  readonly network: Network
  readonly members: readonly Member[]
  readonly onClose: () => void
}

/** Joins a container to a network, with every option of `docker network connect`. */
export function ConnectDialog({ network, members, onClose }: ConnectDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const [candidates] = useState(() => {
    const present = new Set(members.map(({ container }) => container.id))
    return [...app.containers.all()]
      .filter((container) => canConnect(container) && !present.has(container.id))
      .sort(
        (a, b) =>
          Number(isAlive(b)) - Number(isAlive(a)) ||
          a.name.localeCompare(b.name, undefined, { numeric: true }),
      )
  })
  const [form, setForm] = useState<ConnectForm>({ ...emptyConnectForm, containerId: candidates[0]?.id ?? '' })
  const [isWorking, setIsWorking] = useState(false)
  const [refusal, setRefusal] = useState<{ readonly form: ConnectForm; readonly error: unknown } | null>(null)
  const container = candidates.find(({ id }) => id === form.containerId)
  const problems = checkConnectForm(form, network, members)
  const error = refusal?.form === form ? refusal.error : null
  const isAddressRefused = error !== null && isRefusedAddress(error, form)
  const set = (part: Partial<ConnectForm>) => setForm({ ...form, ...part })
  const connect = async () => {
    if (problems.length > 0 || isWorking || !container) return
    setIsWorking(true)
    try {
      await connectContainer(app, network, container, connectionOf(form, network.id))
      onClose()
    } catch (reason) {
      setRefusal({ form, error: reason })
      setIsWorking(false)
    }
  }
  const messageOf = (field: keyof ConnectForm): string | null => {
    const problem = problems.find((each) => each.field === field)
    if (problem) {
      const { kind, value, other } = problem
      return t(`networks.connectDialog.${kind}`, { value, subnets: other, name: other })
    }
    const isHere = field === 'ipv4' ? form.ipv4 !== '' : field === 'ipv6' && form.ipv4 === ''
    return isAddressRefused && isHere ? t('networks.connectDialog.refusedAddress') : null
  }
  const message = error === null ? null : describeError(error, t)
  const names = { network: network.name, container: container?.name ?? '…' }
  return (
    <Dialog
      open
      title={t('networks.connectDialog.title', { name: network.name })}
      onClose={onClose}
      footer={
        <>
          <DialogCommand command={networkCommands().connect(names, connectionOf(form, network.id))} />
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            icon={Plug}
            isWorking={isWorking}
            disabledReason={
              problems.length > 0 ? t('networks.createDialog.problems', { count: problems.length }) : null
            }
            onClick={() => void connect()}
          >
            {t('networks.connectDialog.confirm')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void connect()
        }}
      >
        {message && <ErrorPanel {...message} />}
        <Select
          label={t('networks.connectDialog.container')}
          value={form.containerId}
          onChange={(containerId) => set({ containerId })}
          options={candidates.map((each) => ({
            id: each.id,
            label: isAlive(each) ? each.name : t('networks.connectDialog.stoppedOption', { name: each.name }),
          }))}
        />
        <Fields network={network} form={form} set={set} messageOf={messageOf} />
        <p className={styles['note']}>{t('networks.connectDialog.leftOut')}</p>
        {/* Enter in a field connects. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}

type FieldsProps = {
  readonly network: Network
  readonly form: ConnectForm
  readonly set: (part: Partial<ConnectForm>) => void
  readonly messageOf: (field: keyof ConnectForm) => string | null
}

function Fields({ network, form, set, messageOf }: FieldsProps) {
  const { t } = useTranslation()
  const engine = knownEngine(useEngineStatus())
  const hasPriority = isApiAtLeast(engine?.negotiatedApiVersion, '1.48')
  return (
    <>
      {!network.isBuiltIn && (
        <TextField
          label={t('networks.connectDialog.aliases')}
          value={form.aliases}
          onChange={(aliases) => set({ aliases })}
          isMono
          hint={t('networks.connectDialog.aliasesHint')}
        />
      )}
      {network.isBuiltIn && <p className={styles['note']}>{t('networks.connectDialog.noAliases')}</p>}
      <div className={styles['row']}>
        <TextField
          label={t('networks.connectDialog.ipv4')}
          value={form.ipv4}
          onChange={(ipv4) => set({ ipv4 })}
          isMono
          hint={t('networks.connectDialog.addressHint')}
          error={messageOf('ipv4')}
        />
        <TextField
          label={t('networks.connectDialog.ipv6')}
          value={form.ipv6}
          onChange={(ipv6) => set({ ipv6 })}
          isMono
          hint={t('networks.connectDialog.addressHint')}
          error={messageOf('ipv6')}
        />
      </div>
      <details className={styles['more']}>
        <summary>{t('networks.connectDialog.more')}</summary>
        <div className={styles['form']}>
          <div className={styles['row']}>
            <TextArea
              label={t('networks.connectDialog.links')}
              value={form.links}
              onChange={(links) => set({ links })}
              hint={t('networks.connectDialog.linksHint')}
            />
            <TextArea
              label={t('networks.connectDialog.linkLocal')}
              value={form.linkLocal}
              onChange={(linkLocal) => set({ linkLocal })}
              hint={t('networks.connectDialog.linkLocalHint')}
              error={messageOf('linkLocal')}
            />
          </div>
          <TextArea
            label={t('networks.connectDialog.driverOptions')}
            value={form.driverOptions}
            onChange={(driverOptions) => set({ driverOptions })}
            hint={t('networks.createDialog.pairsHint')}
            error={messageOf('driverOptions')}
          />
          <TextField
            label={t('networks.connectDialog.priority')}
            value={form.priority}
            onChange={(priority) => set({ priority })}
            inputMode="numeric"
            disabled={!hasPriority}
            hint={t(
              hasPriority
                ? 'networks.connectDialog.priorityHint'
                : 'networks.connectDialog.priorityUnsupported',
            )}
            error={messageOf('priority')}
          />
        </div>
      </details>
    </>
  )
}

/** Where an address was wished for, a refusal of a value is a refusal of it. */
function isRefusedAddress(error: unknown, form: ConnectForm): boolean {
  const hasWish = form.ipv4.trim() !== '' || form.ipv6.trim() !== ''
  return (
    hasWish && error instanceof EngineError && (error.code === 'bad-request' || error.code === 'conflict')
  )
}
