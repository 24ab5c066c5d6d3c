import { Plug, SquareTerminal, X } from 'lucide-react'
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
      {/* A tab list holds tabs alone: the buttons that close them follow it, and a grid lays both together. */}
      <div className={styles['list']} role="tablist" aria-label={t('terminal.sessions')}>
        {terminals.map((terminal, at) => (
          <SessionTab
            key={terminal.session.id}
            terminal={terminal}
            at={at}
            isActive={terminal.session.id === activeId}
            onSelect={() => registry.activate(terminal.session.containerId, terminal.session.id)}
            onKeyDown={(event) => move(event, at)}
          />
        ))}
      </div>
      {terminals.map((terminal, at) => (
        <button
          key={terminal.session.id}
          type="button"
          className={styles['close']}
          style={{ gridColumn: 2 * at + 2 }}
          aria-label={t('terminal.closeSession', { program: programOf(terminal) })}
          onClick={() => registry.close(terminal)}
        >
          <X size={14} aria-hidden />
        </button>
      ))}
    </div>
  )
}

function programOf({ session }: ExecTerminal): string {
  return session.command[0]?.split('/').at(-1) ?? ''
}

type TabProps = {
  readonly terminal: ExecTerminal
  readonly at: number
  readonly isActive: boolean
  readonly onSelect: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function SessionTab({ terminal, at, isActive, onSelect, onKeyDown }: TabProps) {
  const { t } = useTranslation()
  const state = useSyncExternalStore(terminal.subscribe, () => terminal.state)
  const { user, id, attachment } = terminal.session
  const notes = {
    ended: t('terminal.endedNote'),
    lost: t('terminal.lostNote'),
    detached: t('terminal.detachedNote'),
    attaching: attachment ? t('terminal.mainNote') : user,
    live: attachment ? t('terminal.mainNote') : user,
  }
  const Icon = attachment ? Plug : SquareTerminal
  return (
    <button
      type="button"
      id={`session-${id}`}
      role="tab"
      className={styles['tab']}
      style={{ gridColumn: `${2 * at + 1} / span 2` }}
      aria-selected={isActive}
      aria-controls={isActive ? `terminal-${id}` : undefined}
      tabIndex={isActive ? 0 : -1}
      onClick={onSelect}
      onKeyDown={onKeyDown}
    >
      <Icon size={14} aria-hidden />
      <span>{programOf(terminal)}</span>
      <span className={styles['note']}>{notes[state.kind]}</span>
    </button>
  )
}
