import '../i18n/pane-words.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { binRefusalOf } from '../../shared/bin-rules.ts'
import type { Container } from '../../shared/container.ts'
import { connectionFlags } from '../../shared/docker-command.ts'
import { registryCommandsFor } from '../../shared/docker-command-registry.ts'
import { printRun } from '../../shared/docker-run/print-run.ts'
import { withOption } from '../../shared/docker-run/run-spec.ts'
import { useApp } from '../app-context.ts'
import { isAlive } from '../container-state.ts'
import { describeError } from '../messages.ts'
import { useBinSettings } from '../store/bin-settings.ts'
import { useEngineStatus } from '../store/engine-store.ts'
import { setTaskListOpen } from '../store/task-list.ts'
import { Checkbox } from '../ui/checkbox.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import styles from './action-dialogs.module.css'
import { dockerCommands } from './action-runner.ts'
import { followReplacement } from './bin/follow-replacement.ts'

type RecreateDialogProps = { readonly container: Container; readonly onClose: () => void }

/** Says what happens when a container is replaced by one from a newer image, and starts it. */
export function RecreateDialog({ container, onClose }: RecreateDialogProps) {
  const { t } = useTranslation()
  const app = useApp()
  const keepDays = useBinSettings((settings) => settings.keepDays)
  const [pulls, setPulls] = useState(true)
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const command = useCommand(container, pulls)
  const { id, name, image } = container
  const recreate = async () => {
    setIsWorking(true)
    try {
      const pull = pulls ? 'always' : 'missing'
      const { taskId } = await app.client().call('container.recreate', { id, pull, keepDays })
      onClose()
      setTaskListOpen(true)
      followReplacement(app, taskId, id)
    } catch (failure) {
      setError(failure)
      setIsWorking(false)
    }
  }
  const message = error === null ? null : describeError(error, t)
  const isCompose =
    binRefusalOf({ labels: container.labels, isAutoRemoved: false, isAlive: true }) === 'compose'
  const end = isCompose
    ? t('bin.recreate.gone')
    : keepDays === 0
      ? t('bin.recreate.goneOff')
      : t('bin.recreate.kept', { days: t('bin.days', { count: keepDays }) })
  return (
    <ConfirmDialog
      open
      title={t('bin.recreate.title', { name })}
      command={command}
      confirmLabel={t('bin.recreate.confirm')}
      tone="primary"
      isWorking={isWorking}
      disabledReason={useRefusal(container)}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      onConfirm={() => void recreate()}
      onClose={onClose}
    >
      <p className={styles['text']}>{t('bin.recreate.text', { name, image })}</p>
      <p className={styles['text']}>
        <strong>{t('bin.recreate.back')}</strong> {t('bin.recreate.volumes')} {end}
      </p>
      {isCompose && <p className={styles['note']}>{t('bin.recreate.composeNote')}</p>}
      <div className={styles['choices']}>
        <Checkbox label={t('bin.recreate.pull')} checked={pulls} onChange={setPulls} />
      </div>
    </ConfirmDialog>
  )
}

/** Why it cannot be replaced, as far as the list knows. */
function useRefusal(container: Container): string | null {
  const { t } = useTranslation()
  const { containers } = useApp()
  const { id, labels, runtime } = container
  const reason = binRefusalOf({
    labels,
    isAutoRemoved: runtime?.isAutoRemoved ?? false,
    isAlive: isAlive(container),
  })
  if (reason === 'auto-remove') return t('bin.recreate.refusedAutoRemove')
  if (reason === 'swarm-task') return t('bin.recreate.refusedSwarm')
  const guests = [...containers.all()].filter(({ networkMode }) => networkMode === `container:${id}`)
  if (guests.length === 0) return null
  return t('bin.recreate.refusedGuests', { names: guests.map(({ name }) => name).join(', ') })
}

/** What does the same in a terminal; the last part is known once the engine told the settings. */
function useCommand({ id, name, image }: Container, pulls: boolean): string {
  const { client } = useApp()
  const [run, setRun] = useState('docker run …')
  useEffect(() => {
    const abort = new AbortController()
    const ask = async () => {
      const { spec } = await client().call('container.spec', { id }, abort.signal)
      const detached = withOption(spec, 'detach', true)
      setRun(printRun(detached, { shell: 'posix', layout: 'line', flags: 'long', secrets: 'masked' }).text)
    }
    // Without an answer the rest of the command stands; starting it will say what is wrong.
    ask().catch(() => undefined)
    return () => abort.abort()
  }, [client, id])
  const { endpoint } = useEngineStatus()
  const docker = dockerCommands()
  const program = ['docker', ...connectionFlags(endpoint)].join(' ')
  const steps = [
    docker.stop({ names: [name] }),
    docker.rename({ name, newName: `${name}-old` }),
    run.replace(/^docker/, program),
  ]
  const pull = registryCommandsFor(endpoint).pull({ reference: image, allTags: false, platform: null })
  return (pulls ? [pull, ...steps] : steps).join(' && ')
}
