import { Eraser, Info, Plus, Search, SquareTerminal } from 'lucide-react'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { dockerCommand } from '../../../../shared/docker-command.ts'
import { EngineError, isCancelled } from '../../../../shared/errors.ts'
import { useApp } from '../../../app-context.ts'
import { describeError } from '../../../messages.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { defaultRequest, type SessionRequest, terminalSessions } from '../../../streams/terminal-sessions.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SessionForm } from './session-form.tsx'
import { SessionTabs } from './session-tabs.tsx'
import { TerminalFind } from './terminal-find.tsx'
import styles from './terminal-tab.module.css'
import { TerminalView } from './terminal-view.tsx'

/** Shells in this container: one tab each, kept by the host while the person looks elsewhere. */
export function TerminalTab({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const sessions = useSessions(container)
  const [isFinding, setIsFinding] = useState(false)
  const { active, terminals, error, open } = sessions
  useViewCommand(
    dockerCommand.exec({
      name: container.name,
      user: active?.session.user ?? '',
      workingDir: active?.session.workingDir ?? '',
      command: active?.session.command ?? ['sh'],
    }),
  )
  const canStart = container.state === 'running'
  const whyNot = canStart ? null : t('terminal.notRunning')
  return (
    <div className={styles['tab']}>
      <div className={styles['bar']}>
        <SessionTabs
          terminals={terminals}
          activeId={active?.session.id ?? null}
          registry={sessions.registry}
        />
        <IconButton
          label={t('terminal.newSession')}
          icon={Plus}
          size="sm"
          disabledReason={whyNot}
          onClick={() => open(defaultRequest)}
        />
        <span className={styles['space']} />
        <SessionForm containerName={container.name} disabledReason={whyNot} onStart={open} />
        <IconButton
          label={t('terminal.find')}
          icon={Search}
          size="sm"
          isOn={isFinding}
          disabledReason={active ? null : t('terminal.noSession')}
          onClick={() => setIsFinding((was) => !was)}
        />
        <IconButton
          label={t('terminal.clear')}
          icon={Eraser}
          size="sm"
          disabledReason={active ? null : t('terminal.noSession')}
          onClick={() => active?.clear()}
        />
      </div>
      {isFinding && active && <TerminalFind terminal={active} onClose={() => setIsFinding(false)} />}
      <div
        className={styles['body']}
        role="tabpanel"
        id={active ? `terminal-${active.session.id}` : undefined}
        aria-label={t('terminal.panel')}
      >
        {active ? (
          <TerminalView
            key={active.session.id}
            terminal={active}
            onReconnect={() => sessions.reconnect(active)}
          />
        ) : (
          <NoSession container={container} error={error} onStart={() => open(defaultRequest)} />
        )}
      </div>
      <div className={styles['hint']}>
        <Info size={14} aria-hidden />
        <span>{t('terminal.hint')}</span>
        <span className={styles['space']} />
        <span>{t('terminal.leaveHint')}</span>
        {active && <TerminalSize terminal={active} />}
      </div>
    </div>
  )
}

function TerminalSize({
  terminal,
}: {
  readonly terminal: import('../../../streams/exec-terminal.ts').ExecTerminal
}) {
  const size = useSyncExternalStore(terminal.subscribe, () => terminal.size)
  return (
    <span className={styles['size']}>
      {size.columns} × {size.rows}
    </span>
  )
}

type NoSessionProps = { readonly container: Container; readonly error: unknown; readonly onStart: () => void }

function NoSession({ container, error, onStart }: NoSessionProps) {
  const { t } = useTranslation()
  if (error instanceof EngineError && error.code === 'unsupported') {
    return <EmptyState title={t('terminal.noShellTitle')} text={t('terminal.noShellText')} />
  }
  if (error) {
    const { title, text, details } = describeError(error, t)
    return (
      <div className={styles['problem']}>
        <ErrorPanel
          title={title}
          text={text}
          details={details}
          actions={<Button onClick={onStart}>{t('common.retry')}</Button>}
        />
      </div>
    )
  }
  if (container.state !== 'running') {
    return (
      <EmptyState
        title={t('terminal.stoppedTitle', { name: container.name })}
        text={t('terminal.notRunning')}
      />
    )
  }
  return (
    <EmptyState
      title={t('terminal.emptyTitle')}
      text={t('terminal.emptyText')}
      actions={
        <Button variant="primary" icon={SquareTerminal} onClick={onStart}>
          {t('terminal.startShell')}
        </Button>
      }
    />
  )
}

/** The sessions of one container; opens a first shell by itself, because that is what the tab is for. */
function useSessions(container: Container) {
  const app = useApp()
  const registry = terminalSessions(app)
  const tabs = useSyncExternalStore(registry.subscribe, () => registry.tabs(container.id))
  const [error, setError] = useState<unknown>(null)
  const open = useCallback(
    (request: SessionRequest) => {
      setError(null)
      registry.open(container.id, request).then((terminal) => terminal.focus(), setError)
    },
    [registry, container.id],
  )
  const isRunning = container.state === 'running'
  useEffect(() => {
    // Opens nothing twice: a session that the host still has is found first.
    const abort = new AbortController()
    if (!registry.tabs(container.id).isLoaded) {
      registry.load(container.id, abort.signal).then(
        () => {
          if (registry.tabs(container.id).terminals.length === 0 && isRunning) open(defaultRequest)
        },
        (cause: unknown) => {
          if (!isCancelled(cause)) setError(cause)
        },
      )
    }
    return () => abort.abort()
  }, [registry, container.id, isRunning, open])
  return {
    registry,
    terminals: tabs.terminals,
    active: tabs.terminals.find((terminal) => terminal.session.id === tabs.activeId),
    error,
    open,
    reconnect: (terminal: (typeof tabs.terminals)[number]) => {
      setError(null)
      registry.reconnect(terminal).catch(setError)
    },
  }
}
