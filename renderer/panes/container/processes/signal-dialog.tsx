import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import type { ContainerProcess } from '../../../../shared/container-page.ts'
import { EngineError } from '../../../../shared/errors.ts'
import { useApp } from '../../../app-context.ts'
import { describeError } from '../../../messages.ts'
import { recordCommand } from '../../../store/companion.ts'
import { notify } from '../../../store/notices.ts'
import { Button } from '../../../ui/button.tsx'
import { CommandLine } from '../../../ui/command-line.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { Select } from '../../../ui/select.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import { usePageCommands } from '../use-page-commands.ts'
import styles from './processes-tab.module.css'

const signals = [
  'SIGTERM',
  'SIGKILL',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGSTOP',
  'SIGCONT',
  'SIGUSR1',
  'SIGUSR2',
  'SIGWINCH',
] as const
type Signal = (typeof signals)[number]

type Props = {
  readonly container: Container
  readonly process: ContainerProcess
  readonly onClose: () => void
}

/** Asks which signal to send to one process, and shows the command that does it. */
export function SignalDialog({ container, process, onClose }: Props) {
  const { t } = useTranslation()
  const { client } = useApp()
  const docker = useDockerCommands()
  const page = usePageCommands()
  const [signal, setSignal] = useState<Signal>('SIGTERM')
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { name, id } = container
  // A frozen container starts no kill; its main process gets a signal from the engine all the same.
  const whyNot = container.state === 'paused' && !process.isMain ? t('actions.reason.paused') : null
  const command = process.command.split(' ')[0] ?? ''
  const commandFor = (pid: number | 'PID' | null) =>
    pid === null
      ? docker.kill({ names: [name], signal })
      : page.exec({ name, user: '0', command: ['kill', `-${signal.slice(3)}`, String(pid)] })
  const send = async () => {
    setIsWorking(true)
    const { pid } = process
    try {
      const sent = await client().call('container.signalProcess', {
        id,
        pid,
        command: process.command,
        signal,
      })
      const done = commandFor(sent.way === 'exec' ? sent.pidInContainer : null)
      remember(done)
      notify({ tone: 'done', title: t('processes.sent', { signal, command }) })
      onClose()
    } catch (failure) {
      setIsWorking(false)
      setError(failure)
    }
  }
  return (
    <Dialog
      open
      title={t('processes.sendTitle', { command })}
      onClose={onClose}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={commandFor(process.isMain ? null : 'PID')} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={whyNot}
            onClick={() => void send()}
          >
            {t('processes.sendConfirm')}
          </Button>
        </>
      }
    >
      <div className={styles['choices']}>
        {error !== null && <NotSent error={error} signal={signal} />}
        <pre className={styles['process']} lang="en">
          {process.command}
        </pre>
        <Select
          label={t('processes.signal')}
          value={signal}
          onChange={(next) => setSignal(signals.find((one) => one === next) ?? 'SIGTERM')}
          options={signals.map((one) => ({ id: one, label: t(`processes.signals.${one}`) }))}
        />
        <p className={styles['hint']}>
          {process.isMain ? t('processes.sendMain') : t('processes.sendChild')}
        </p>
      </div>
    </Dialog>
  )
}

function remember(command: string): void {
  recordCommand({ command, result: 'ok', atMs: Date.now() })
}

function NotSent({ error, signal }: { readonly error: unknown; readonly signal: Signal }) {
  const { t } = useTranslation()
  const { text, details } = describeError(error, t)
  return (
    <ErrorPanel
      title={t('processes.notSent', { signal })}
      text={reasonOf(error, t) ?? text}
      details={details}
    />
  )
}

function reasonOf(error: unknown, t: TFunction): string | null {
  if (!(error instanceof EngineError)) return null
  if (error.code === 'conflict') return t('processes.goneText')
  return error.code === 'unsupported' ? t('processes.noShellText') : null
}
