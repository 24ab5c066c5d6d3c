import { SquareTerminal, X } from 'lucide-react'
import { type KeyboardEvent, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExecTerminal } from '../../../streams/exec-terminal.ts'
import type { TerminalSessions } from '../../../streams/terminal-sessions.ts'
import styles from './session-tabs.module.css'

type Props = {
  readonly terminals: readonly ExecTerminal[]
  readonly activeId: string | null
  readonly registry: TerminalSessions
}

/** One tab per session: its program and user, and whether it has ended. */
export function SessionTabs({ terminals, activeId, registry }: Props) {
  const { t } = useTranslation()
  const move = (event: KeyboardEvent, at: number) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    const next = step === undefined ? undefined : terminals[(at + step + terminals.length) % terminals.length]
    if (!next) return
    event.preventDefault()
    registry.activate(next.session.containerId, next.session.id)
    document.getElementById(`session-${next.session.id}`)?.focus()
  }
  return (
    <div className={styles['tabs']}>
      {/* A tab list holds tabs alone; the buttons that close them stand between them. */}
      <span
        role="tablist"
        aria-label={t('terminal.sessions')}
        aria-owns={terminals.map(({ session }) => `session-${session.id}`).join(' ')}
      />
      {terminals.map((terminal, at) => (
        <SessionTab
          key={terminal.session.id}
          terminal={terminal}
          isActive={terminal.session.id === activeId}
          onSelect={() => registry.activate(terminal.session.containerId, terminal.session.id)}
          onClose={() => registry.close(terminal)}
          onKeyDown={(event) => move(event, at)}
        />
      ))}
    </div>
  )
}

type TabProps = {
  readonly terminal: ExecTerminal
  readonly isActive: boolean
  readonly onSelect: () => void
  readonly onClose: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function SessionTab({ terminal, isActive, onSelect, onClose, onKeyDown }: TabProps) {
  const { t } = useTranslation()
  const state = useSyncExternalStore(terminal.subscribe, () => terminal.state)
  const { command, user, id } = terminal.session
  const program = command[0]?.split('/').at(-1) ?? ''
  const note =
    state.kind === 'ended' ? t('terminal.endedNote') : state.kind === 'lost' ? t('terminal.lostNote') : user
  return (
    <div className={styles['tab']} data-active={isActive}>
      <button
        type="button"
        id={`session-${id}`}
        role="tab"
        className={styles['name']}
        aria-selected={isActive}
        aria-controls={isActive ? `terminal-${id}` : undefined}
        tabIndex={isActive ? 0 : -1}
        onClick={onSelect}
        onKeyDown={onKeyDown}
      >
        <SquareTerminal size={14} aria-hidden />
        <span>{program}</span>
        <span className={styles['note']}>{note}</span>
      </button>
      <button
        type="button"
        className={styles['close']}
        aria-label={t('terminal.closeSession', { program })}
        onClick={onClose}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  )
}
