import '../../../i18n/pane-words.ts'
import { Eraser, Info, Plus, Search, SquareTerminal } from 'lucide-react'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { EngineError, isCancelled } from '../../../../shared/errors.ts'
import type { Attachment } from '../../../../shared/exec.ts'
import { useApp } from '../../../app-context.ts'
import { describeError } from '../../../messages.ts'
import { useViewCommand } from '../../../store/companion.ts'
import type { ExecTerminal } from '../../../streams/exec-terminal.ts'
import {
  type AttachRequest,
  defaultRequest,
  type SessionRequest,
  terminalSessions,
} from '../../../streams/terminal-sessions.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import { usePageCommands } from '../use-page-commands.ts'
import { AttachForm, usualKeys } from './attach-form.tsx'
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
  const { active, error, open } = sessions
  useViewCommand(useSessionCommand(container, active))
  return (
    <div className={styles['tab']}>
      <SessionBar
        container={container}
        sessions={sessions}
        isFinding={isFinding}
        onToggleFind={() => setIsFinding((was) => !was)}
      />
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
        <span>
          {active?.session.attachment ? (
            <AttachHint attachment={active.session.attachment} />
          ) : (
            t('terminal.hint')
          )}
        </span>
        <span className={styles['space']} />
        <span>{t('terminal.leaveHint')}</span>
        {active && <TerminalSize terminal={active} />}
      </div>
    </div>
  )
}

function TerminalSize({ terminal }: { readonly terminal: ExecTerminal }) {
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

/** How this session ends, and how it is left without that. */
function AttachHint({ attachment }: { readonly attachment: Attachment }) {
  const { t } = useTranslation()
  const { withInput, detachKeys, endsInput } = attachment
  if (!withInput) return t('terminal.attachedWatching')
  const keys = detachKeys.replaceAll('ctrl-', 'Ctrl+').replaceAll(',', ', ')
  return t(endsInput ? 'terminal.attachedOnce' : 'terminal.attachedTyping', { keys })
}

function useSessionCommand({ name }: Container, active: ExecTerminal | undefined): string {
  const docker = useDockerCommands()
  const page = usePageCommands()
  const { user = '', workingDir = '', command = ['sh'], attachment = null } = active?.session ?? {}
  if (!attachment) return docker.exec({ name, user, workingDir, command })
  const { withInput, detachKeys } = attachment
  return page.attach({ name, withInput, detachKeys: detachKeys === usualKeys ? null : detachKeys })
}

type SessionBarProps = {
  readonly container: Container
  readonly sessions: ReturnType<typeof useSessions>
  readonly isFinding: boolean
  readonly onToggleFind: () => void
}

function SessionBar({ container, sessions, isFinding, onToggleFind }: SessionBarProps) {
  const { t } = useTranslation()
  const { active, terminals, registry, open } = sessions
  const whyNoStart = container.state === 'running' ? null : t('terminal.notRunning')
  const whyNoTools = active ? null : t('terminal.noSession')
  return (
    <div className={styles['bar']}>
      <SessionTabs terminals={terminals} activeId={active?.session.id ?? null} registry={registry} />
      <IconButton
        label={t('terminal.newSession')}
        icon={Plus}
        size="sm"
        disabledReason={whyNoStart}
        onClick={() => open(defaultRequest)}
      />
      <span className={styles['space']} />
      <AttachForm container={container} disabledReason={whyNoStart} onAttach={sessions.attachMain} />
      <SessionForm containerName={container.name} disabledReason={whyNoStart} onStart={open} />
      <IconButton
        label={t('terminal.find')}
        icon={Search}
        size="sm"
        isOn={isFinding}
        disabledReason={whyNoTools}
        onClick={onToggleFind}
      />
      <IconButton
        label={t('terminal.clear')}
        icon={Eraser}
        size="sm"
        disabledReason={whyNoTools}
        onClick={() => active?.clear()}
      />
    </div>
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
  const attachMain = useCallback(
    (request: AttachRequest) => {
      setError(null)
      registry.attachMain(container.id, request).then((terminal) => terminal.focus(), setError)
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
    attachMain,
    reconnect: (terminal: (typeof tabs.terminals)[number]) => {
      setError(null)
      registry.reconnect(terminal).catch(setError)
    },
  }
}
