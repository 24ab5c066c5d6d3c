import '@xterm/xterm/css/xterm.css'
import type { TFunction } from 'i18next'
import { RotateCcw } from 'lucide-react'
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExecTerminal, TerminalState } from '../../../streams/exec-terminal.ts'
import { Button } from '../../../ui/button.tsx'
import styles from './terminal-tab.module.css'

type Props = { readonly terminal: ExecTerminal; readonly onReconnect: () => void }

/** Puts one terminal on screen; over it, at the bottom, what there is to say when it is over. */
export function TerminalView({ terminal, onReconnect }: Props) {
  const { t } = useTranslation()
  const place = useRef<HTMLDivElement>(null)
  const state = useSyncExternalStore(terminal.subscribe, () => terminal.state)
  useLayoutEffect(() => {
    // Mounts the terminal's element; leaving only takes it off screen. A layout effect, because one may come
    // back while the next tab is still being fetched: then the view is only shown again.
    if (!place.current) return
    const unmount = terminal.mount(place.current)
    terminal.focus()
    const themeWatch = new MutationObserver(() => terminal.refreshTheme())
    themeWatch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      themeWatch.disconnect()
      unmount()
    }
  }, [terminal])
  return (
    <div className={styles['view']}>
      <div ref={place} className={styles['screen']} data-state={state.kind} />
      {state.kind !== 'attaching' && state.kind !== 'live' && (
        <div className={styles['over']} role="status">
          <span>{overText(state, terminal, t)}</span>
          <Button size="sm" icon={RotateCcw} onClick={onReconnect}>
            {terminal.session.attachment
              ? t('terminal.attachAgain')
              : state.kind === 'lost'
                ? t('terminal.reconnect')
                : t('terminal.restart')}
          </Button>
        </div>
      )}
    </div>
  )
}

type Over = Extract<TerminalState, { kind: 'ended' | 'lost' | 'detached' }>

function overText(state: Over, { session }: ExecTerminal, t: TFunction): string {
  if (state.kind === 'lost') return t('terminal.lost')
  if (state.kind === 'detached') return t('terminal.detached', { name: session.containerName })
  if (session.attachment) {
    const { containerName: name } = session
    return state.exitCode === null
      ? t('terminal.mainEndedUnknown', { name })
      : t('terminal.mainEnded', { name, code: state.exitCode })
  }
  return state.exitCode === null ? t('terminal.endedUnknown') : t('terminal.ended', { code: state.exitCode })
}
