import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Kbd } from '../../ui/kbd.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import { withoutEngine } from '../without-engine.ts'
import styles from './palette.module.css'
import type { PaletteEntry, PaletteSection } from './palette-entry.ts'
import { markMatches } from './text-search.ts'

type PaletteListProps = {
  readonly id: string
  readonly sections: readonly PaletteSection[]
  readonly query: string
  /** Name of the object the palette acts on; empty when there is none. */
  readonly actsOn: string
  readonly current: number
  readonly onPoint: (index: number) => void
  readonly onRun: (entry: PaletteEntry) => void
}

/** The results in sections; the focus stays in the field, which names the current one. */
export function PaletteList({ id, sections, query, actsOn, current, onPoint, onRun }: PaletteListProps) {
  const { t } = useTranslation()
  if (sections.length === 0) {
    return (
      <div className={styles['nothing']} id={id} role="listbox" aria-label={t('palette.results')}>
        <p>{t('palette.nothing', { text: query })}</p>
        <p>{t('palette.nothingHint')}</p>
      </div>
    )
  }
  return (
    <div className={styles['list']} id={id} role="listbox" aria-label={t('palette.results')}>
      {placeRows(sections).map(({ section, first }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox
        <div key={section.id} role="group" aria-labelledby={`${id}-${section.id}`}>
          <div className={styles['heading']} id={`${id}-${section.id}`} role="presentation">
            {t(`palette.section.${section.id}`, { name: actsOn })}
          </div>
          {section.entries.map((entry, offset) => {
            const place = first + offset
            return (
              <Row
                key={entry.id}
                id={`${id}-${place}`}
                entry={entry}
                query={query}
                isCurrent={place === current}
                onPoint={() => onPoint(place)}
                onRun={() => onRun(entry)}
              />
            )
          })}
        </div>
      ))}
    </div>
  )
}

/** The sections with the place of their first row among all. */
function placeRows(sections: readonly PaletteSection[]) {
  return sections.map((section, at) => ({
    section,
    first: sections.slice(0, at).reduce((sum, { entries }) => sum + entries.length, 0),
  }))
}

type RowProps = {
  readonly id: string
  readonly entry: PaletteEntry
  readonly query: string
  readonly isCurrent: boolean
  readonly onPoint: () => void
  readonly onRun: () => void
}

function Row({ id, entry, query, isCurrent, onPoint, onRun }: RowProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const { icon: Icon, glyph, title, detail, command, disabledReason } = entry
  return (
    // The field has the focus and answers the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      ref={row}
      id={id}
      className={styles['row']}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      aria-disabled={disabledReason !== null || undefined}
      onPointerMove={onPoint}
      onClick={onRun}
    >
      {glyph && <StateGlyph glyph={glyph} size={16} />}
      {Icon && <Icon aria-hidden size={16} />}
      <span className={styles['title']}>
        {markMatches(title, query).map(({ text, isMarked }, at) =>
          // Stretches have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          isMarked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
        )}
      </span>
      {(disabledReason ?? detail) !== '' && (
        <span className={styles['detail']}>{disabledReason ?? detail}</span>
      )}
      {command !== null && (
        <code className={styles['command']} lang="en">
          {withoutEngine(command)}
        </code>
      )}
      {isCurrent && disabledReason === null && (
        <span className={styles['enter']} aria-hidden>
          <Kbd keys="Enter" />
        </span>
      )}
    </div>
  )
}
