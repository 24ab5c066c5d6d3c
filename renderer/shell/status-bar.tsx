import { BookOpen, ScrollText, SquareTerminal } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { closeExplain, explainCommand, useExplain } from '../actions/explain-store.ts'
import { openCommandLog } from '../actions/tools-store.ts'
import { useApp } from '../app-context.ts'
import { NextCheck } from '../connection/next-check.tsx'
import { formatTime } from '../format.ts'
import { useNow } from '../hooks/use-now.ts'
import { shownCommand, useCompanion } from '../store/companion.ts'
import { useEngineStatus, useLinkState } from '../store/engine-store.ts'
import { useShownFlags } from '../store/use-shown-flags.ts'
import { CommandLine } from '../ui/command-line.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { type GlyphName, StateGlyph } from '../ui/state-glyph.tsx'
import styles from './status-bar.module.css'

/** Connection, the docker command that equals what is on screen, and how fresh the values are. */
export function StatusBar() {
  const { t } = useTranslation()
  return (
    <footer className={styles['bar']} aria-label={t('shell.statusBar')} data-region="status">
      <Connection />
      <CompanionCommand />
      <LogButton />
      <Freshness />
    </footer>
  )
}

function Connection() {
  const { t } = useTranslation()
  const status = useEngineStatus()
  const link = useLinkState()
  const pictures: Record<string, readonly [GlyphName, string]> = {
    connected: ['running', t('shell.connected')],
    connecting: ['ring', t('shell.connecting')],
    unreachable: ['dead', t('shell.notConnected')],
    lost: ['dead', t('shell.hostStopped')],
    denied: ['dead', t('shell.notConnected')],
  }
  const [glyph, word] = pictures[link === 'open' ? status.state : link] ?? ['ring', t('shell.connecting')]
  return (
    <span className={styles['connection']}>
      <StateGlyph glyph={glyph} size={14} />
      {word}
    </span>
  )
}

function CompanionCommand() {
  const { t } = useTranslation()
  const companion = useCompanion()
  const shown = shownCommand(companion, useNow(1_000))
  const recorded = shown?.recorded ?? null
  const time = recorded === null ? '' : formatTime(recorded.atMs)
  const command = useShownFlags(shown?.command ?? '')
  return (
    <span className={styles['companion']}>
      <SquareTerminal aria-hidden size={14} />
      <span className={styles['caption']}>{t(shown ? 'shell.sameAs' : 'shell.noCommand')}</span>
      {shown && (
        <>
          <CommandLine command={command} isOneLine />
          <CopyButton text={command} label={t('shell.copyCommand')} shortcut="Mod+Alt+C" />
          <ExplainButton command={command} />
        </>
      )}
      {recorded && (
        <span className={recorded.result === 'ok' ? styles['done'] : styles['failed']}>
          <StateGlyph glyph={recorded.result === 'ok' ? 'done' : 'failed'} size={14} />
          {t(recorded.result === 'ok' ? 'shell.commandWorked' : 'shell.commandFailed', { time })}
        </span>
      )}
    </span>
  )
}

function ExplainButton({ command }: { readonly command: string }) {
  const { t } = useTranslation()
  const isOpen = useExplain((state) => state.command !== null)
  return (
    <button
      type="button"
      className={styles['explain']}
      aria-pressed={isOpen}
      aria-keyshortcuts="E"
      // Focus stays where it is: the command is that of the focused control, and would change under the pointer.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => (isOpen ? closeExplain() : explainCommand(command))}
    >
      <BookOpen aria-hidden size={14} />
      {t('shell.explain')}
    </button>
  )
}

function LogButton() {
  const { t } = useTranslation()
  return <IconButton label={t('shell.commandLog')} icon={ScrollText} size="sm" onClick={openCommandLog} />
}

function Freshness() {
  const { t } = useTranslation()
  const status = useEngineStatus()
  const link = useLinkState()
  const { containers } = useApp()
  const freshness = useSyncExternalStore(containers.subscribe, () => containers.freshness)
  if (link === 'open' && status.state === 'unreachable') {
    return (
      <span className={styles['freshness']}>
        <NextCheck atMs={status.nextAttemptAtMs} />
      </span>
    )
  }
  if (link !== 'open' || freshness !== 'live') return null
  return (
    <span className={styles['freshness']}>
      <span className={styles['dot']} />
      {t('shell.live')}
    </span>
  )
}
