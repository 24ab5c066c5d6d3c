import { Dialog as Base } from '@base-ui/react/dialog'
import { Search, X } from 'lucide-react'
import { type ChangeEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDockerLine } from '../../../shared/docker-line/parse-line.ts'
import { copyText } from '../../actions/copy-text.ts'
import { closeTool } from '../../actions/tools-store.ts'
import { takeTypedAhead } from '../../actions/typed-ahead.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { isApple } from '../../ui/shortcut.ts'
import type { WindowActions } from '../keyboard.ts'
import styles from './palette.module.css'
import type { PaletteEntry } from './palette-entry.ts'
import { PaletteList } from './palette-list.tsx'
import type { PaletteObject } from './palette-objects.ts'
import { rememberChoice } from './recent.ts'
import { usePaletteSections } from './use-palette.ts'

type PaletteProps = { readonly initialText: string; readonly actions: WindowActions }

const pageRows = 8

/** One field for objects, actions and docker commands. */
export function Palette({ initialText, actions }: PaletteProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [text, setText] = useState(initialText)
  const [object, setObject] = useState<PaletteObject | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const sections = usePaletteSections(text, object, actions)
  const entries = sections.flatMap((section) => section.entries)
  const current = Math.min(chosen ?? firstPossible(entries), entries.length - 1)
  const entry = entries[current]
  const type = (next: string) => {
    setText(next)
    setChosen(null)
  }
  const begin = () => {
    const ahead = takeTypedAhead()
    if (ahead !== '') type(text + ahead)
  }
  const actOn = (next: PaletteObject | null) => {
    setObject(next)
    type('')
  }
  const run = (each: PaletteEntry) => {
    if (each.disabledReason !== null) return
    if (each.text !== null) {
      type(each.text)
      return
    }
    rememberChoice(each.id)
    closeTool()
    // What it opens takes the focus after the palette has given it back.
    requestAnimationFrame(() => each.run())
  }
  const copy = (each: PaletteEntry) => {
    if (each.command === null) return
    closeTool()
    void copyText(each.command)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const moved = moveTo(event.key, current, entries.length)
    if (moved !== null) setChosen(moved)
    else if (!(entry && chooseBy(event, entry)) && !(text === '' && leaveBy(event.key))) return
    event.preventDefault()
  }
  /** Keys that do something with the current row. */
  const chooseBy = (event: KeyboardEvent, each: PaletteEntry): boolean => {
    if (event.key === 'Enter') (isModified(event) ? copy : run)(each)
    else if (event.key === 'Tab' && !event.shiftKey && each.object && object === null) actOn(each.object)
    else return false
    return true
  }
  /** Keys that mean something while nothing is typed. */
  const leaveBy = (key: string): boolean => {
    if (key === 'Backspace' && object !== null) actOn(null)
    else if (key === '?') showShortcuts(actions)
    else return false
    return true
  }
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && closeTool()}>
      <Base.Portal>
        <Base.Backdrop className={styles['scrim']} />
        <Base.Popup className={styles['palette']} initialFocus={input} aria-label={t('palette.title')}>
          <div className={styles['field']}>
            <Search aria-hidden size={18} />
            <input
              ref={input}
              className={styles['input']}
              role="combobox"
              aria-expanded
              aria-autocomplete="list"
              aria-label={t('palette.field')}
              aria-controls={listId}
              aria-activedescendant={entry ? `${listId}-${current}` : undefined}
              placeholder={t('palette.field')}
              value={text}
              spellCheck={false}
              autoComplete="off"
              onChange={(event: ChangeEvent<HTMLInputElement>) => type(event.target.value)}
              onFocus={begin}
              onKeyDown={onKeyDown}
            />
            {object && <ActingOn object={object} onLeave={() => actOn(null)} />}
          </div>
          <PaletteList
            id={listId}
            sections={sections}
            query={isDockerLine(text) ? '' : text}
            actsOn={object?.name ?? ''}
            current={current}
            onPoint={setChosen}
            onRun={run}
          />
          <Announcement count={entries.length} />
          <Hints entry={entry} isActing={object !== null} onShortcuts={() => showShortcuts(actions)} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** The first that can be chosen. */
function firstPossible(entries: readonly PaletteEntry[]): number {
  return Math.max(
    0,
    entries.findIndex(({ disabledReason }) => disabledReason === null),
  )
}

function showShortcuts(actions: WindowActions): void {
  closeTool()
  actions.openShortcuts()
}

function isModified(event: KeyboardEvent): boolean {
  return isApple ? event.metaKey : event.ctrlKey
}

/** Where a key leads in a list of so many rows; null for keys that do not move. */
function moveTo(key: string, current: number, count: number): number | null {
  if (count === 0) return null
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return current === last ? 0 : current + 1
    case 'ArrowUp':
      return current <= 0 ? last : current - 1
    case 'PageDown':
      return Math.min(last, current + pageRows)
    case 'PageUp':
      return Math.max(0, current - pageRows)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

type ActingOnProps = { readonly object: PaletteObject; readonly onLeave: () => void }

function ActingOn({ object, onLeave }: ActingOnProps) {
  const { t } = useTranslation()
  return (
    <span className={styles['chip']}>
      <span className={styles['chipName']}>{object.name}</span>
      <IconButton label={t('palette.leave', { name: object.name })} icon={X} size="sm" onClick={onLeave} />
    </span>
  )
}

/** Says how many there are once typing pauses. */
function Announcement({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(t('palette.found', { count })), 500)
    return () => clearTimeout(timer)
  }, [count, t])
  return <output className="visually-hidden">{said}</output>
}

type HintsProps = {
  readonly entry: PaletteEntry | undefined
  readonly isActing: boolean
  readonly onShortcuts: () => void
}

function Hints({ entry, isActing, onShortcuts }: HintsProps) {
  const { t } = useTranslation()
  const hints: readonly (readonly [string, string, boolean])[] = [
    ['Enter', t('palette.run'), entry !== undefined && entry.disabledReason === null],
    ['Mod+Enter', t('palette.copyInstead'), entry !== undefined && entry.command !== null],
    ['Tab', t('palette.act'), !isActing && entry !== undefined && entry.object !== null],
    ['Backspace', t('palette.back'), isActing],
  ]
  return (
    <footer className={styles['hints']}>
      {hints
        .filter(([, , isShown]) => isShown)
        .map(([keys, words]) => (
          <span key={keys} className={styles['hint']}>
            <Kbd keys={keys} />
            {words}
          </span>
        ))}
      <button type="button" className={styles['shortcuts']} onClick={onShortcuts}>
        <Kbd keys="?" />
        {t('palette.allShortcuts')}
      </button>
    </footer>
  )
}
