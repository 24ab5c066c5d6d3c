import type { TFunction } from 'i18next'
import { CaseSensitive, ChevronDown, ChevronUp, ListFilter, Regex, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import type { SearchQuery, SearchState } from '../../streams/log-protocol.ts'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { formatShortcut } from '../../ui/shortcut.ts'
import styles from './log-find.module.css'

type LogFindProps = { readonly store: LogStore; readonly state: LogState }

/** Finds text or a regular expression in all lines that are held. */
export function LogFind({ store, state }: LogFindProps) {
  const { t } = useTranslation()
  const { query, search } = state
  useRevealMatch(store, search)
  const change = (part: Partial<SearchQuery>) => store.setQuery({ ...query, ...part })
  const problem = problemText(search, t)
  const handleKeyDown = (event: KeyboardEvent) => {
    const option = event.altKey ? optionOfKey[event.code] : undefined
    if (option) change({ [option]: !query[option] })
    else if (event.key === 'Enter') store.moveMatch(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  }
  const nothing = search === null || search.count === 0 ? t('logs.noMatches') : null
  return (
    <div
      className={styles['find']}
      data-problem={problem !== null}
      onKeyDown={handleKeyDown}
      role="presentation"
    >
      <SearchField
        label={t('logs.find')}
        placeholder={t('logs.findPlaceholder')}
        icon={<Search aria-hidden />}
        value={query.text}
        onChange={(text) => change({ text })}
        resultCount={problem === null ? countText(search, t) : undefined}
      >
        <IconButton
          size="sm"
          label={t('logs.matchCase')}
          shortcut="Alt+C"
          icon={CaseSensitive}
          isOn={query.isCaseSensitive}
          onClick={() => change({ isCaseSensitive: !query.isCaseSensitive })}
        />
        <IconButton
          size="sm"
          label={t('logs.useRegex')}
          shortcut="Alt+R"
          icon={Regex}
          isOn={query.isRegex}
          onClick={() => change({ isRegex: !query.isRegex })}
        />
        <Menu
          align="end"
          trigger={
            <IconButton
              size="sm"
              label={t('logs.findOptions')}
              icon={ListFilter}
              isOn={menuOptions.some((option) => query[option])}
            />
          }
          items={menuOptions.map((option) => ({
            kind: 'item',
            id: option,
            label: t(`logs.findOption.${option}`),
            shortcut: formatShortcut(shortcutOf[option]),
            isChecked: query[option],
            onSelect: () => change({ [option]: !query[option] }),
          }))}
        />
        <IconButton
          size="sm"
          label={t('logs.previousMatch')}
          shortcut="Shift+Enter"
          icon={ChevronUp}
          disabledReason={nothing}
          onClick={() => store.moveMatch(-1)}
        />
        <IconButton
          size="sm"
          label={t('logs.nextMatch')}
          shortcut="Enter"
          icon={ChevronDown}
          disabledReason={nothing}
          onClick={() => store.moveMatch(1)}
        />
      </SearchField>
      {problem !== null && (
        <div className={styles['problem']} role="alert">
          {problem}
        </div>
      )}
    </div>
  )
}

type Option = Exclude<keyof SearchQuery, 'text'>

const optionOfKey: Readonly<Record<string, Option>> = {
  KeyC: 'isCaseSensitive',
  KeyR: 'isRegex',
  KeyW: 'isWholeWord',
  KeyI: 'isInverted',
  Enter: 'isMatchesOnly',
  NumpadEnter: 'isMatchesOnly',
}
/** Those without a button of their own. */
const menuOptions = ['isMatchesOnly', 'isWholeWord', 'isInverted'] as const satisfies readonly Option[]
const shortcutOf = { isMatchesOnly: 'Alt+Enter', isWholeWord: 'Alt+W', isInverted: 'Alt+I' } as const

function problemText(search: SearchState | null, t: TFunction): string | null {
  switch (search?.problem?.kind) {
    case 'invalid':
      return t('logs.invalidRegex', { reason: search.problem.reason })
    case 'slow':
      return t('logs.slowRegex')
    case undefined:
      return null
  }
}

function countText(search: SearchState | null, t: TFunction): string | undefined {
  if (!search) return undefined
  if (search.count === 0) return search.isComplete ? t('logs.noMatches') : t('logs.searching', { count: 0 })
  if (!search.isComplete) return t('logs.searching', { count: search.count })
  if (search.currentLine === null) return t('logs.matchCount', { count: search.count })
  return t('logs.matchOf', { place: formatCount(search.ordinal), count: search.count })
}

/** Scrolls to the match one is at whenever that becomes another one. */
function useRevealMatch(store: LogStore, search: SearchState | null): void {
  const row = search?.currentRow ?? null
  const line = search?.currentLine ?? null
  const key = line === null ? null : `${search?.queryId} ${line}`
  const shown = useRef(key)
  useEffect(() => {
    // Reveals the row of the match.
    if (key === shown.current) return
    shown.current = key
    if (key === null || row === null) return
    store.frames.viewport.reveal(row)
    store.frames.invalidate()
  }, [store, key, row])
}
