import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExecTerminal } from '../../../streams/exec-terminal.ts'
import { terminalMatchColours } from '../../../streams/terminal-theme.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import styles from './terminal-tab.module.css'

type Props = { readonly terminal: ExecTerminal; readonly onClose: () => void }

/** Finds text in the screen and scrollback of one terminal. */
export function TerminalFind({ terminal, onClose }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [result, setResult] = useState<{ resultIndex: number; resultCount: number } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    field.current?.focus()
    const listening = terminal.search.onDidChangeResults(setResult)
    return () => {
      listening.dispose()
      terminal.search.clearDecorations()
    }
  }, [terminal])
  const find = (direction: 'next' | 'previous', wanted = text) => {
    const options = { decorations: terminalMatchColours() }
    if (wanted === '') terminal.search.clearDecorations()
    else if (direction === 'next') terminal.search.findNext(wanted, options)
    else terminal.search.findPrevious(wanted, options)
  }
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') find(event.shiftKey ? 'previous' : 'next')
    if (event.key !== 'Escape') return
    onClose()
    terminal.focus()
  }
  const count =
    text === '' || !result
      ? undefined
      : result.resultCount === 0
        ? t('terminal.noMatch')
        : t('terminal.matchOf', { at: result.resultIndex + 1, total: result.resultCount })
  return (
    <div className={styles['find']} role="search">
      <SearchField
        label={t('terminal.find')}
        placeholder={t('terminal.find')}
        value={text}
        inputRef={field}
        onKeyDown={handleKey}
        onChange={(value) => {
          setText(value)
          find('next', value)
        }}
        {...(count === undefined ? {} : { resultCount: count })}
      />
      <IconButton
        label={t('terminal.previousMatch')}
        icon={ChevronUp}
        size="sm"
        onClick={() => find('previous')}
      />
      <IconButton label={t('terminal.nextMatch')} icon={ChevronDown} size="sm" onClick={() => find('next')} />
      <IconButton label={t('common.close')} icon={X} size="sm" onClick={onClose} />
    </div>
  )
}
