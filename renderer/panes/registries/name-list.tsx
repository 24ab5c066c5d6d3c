import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { moveFocus } from '../../ui/roving.ts'
import { Spinner } from '../../ui/spinner.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './name-list.module.css'
import type { Pages } from './use-pages.ts'

type NameListProps = {
  readonly title: string
  readonly pages: Pages
  readonly current: string | null
  readonly onChoose: (name: string) => void
  readonly emptyText: string
  /** Shown in place of the names when they could not be read. */
  readonly failure: ReactNode
}

/** Names drawn at once; a filter finds the others. */
const maxShown = 500

/** A column of names to choose from. Arrows move among them. */
export function NameList({ title, pages, current, onChoose, emptyText, failure }: NameListProps) {
  const { t } = useTranslation()
  const [filter, setFilter] = useState('')
  const words = filter.trim().toLowerCase()
  const found = pages.names.filter((name) => name.toLowerCase().includes(words))
  const hasNames = pages.names.length > 0
  return (
    <section className={styles['column']} aria-label={title}>
      <header className={styles['head']}>
        <h2 className={styles['title']} title={title}>
          {title}
        </h2>
        {hasNames && (
          <span className={styles['count']}>
            {formatCount(found.length)}
            {pages.hasMore && '+'}
          </span>
        )}
      </header>
      {hasNames && (
        <TextField
          label={`${t('registries.filterNames')}: ${title}`}
          isLabelHidden
          value={filter}
          onChange={setFilter}
          placeholder={t('registries.filterNames')}
        />
      )}
      {pages.error !== null && failure}
      {/* Arrows move among the names, as an addition to Tab. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ul className={styles['names']} onKeyDown={(event) => void moveFocus(event, 'button')}>
        {found.slice(0, maxShown).map((name) => (
          <li key={name}>
            <button
              type="button"
              className={styles['name']}
              aria-current={name === current ? 'true' : undefined}
              title={name}
              onClick={() => onChoose(name)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      {pages.isLoading && (
        <p className={styles['note']}>
          <Spinner /> {t('registries.loading')}
        </p>
      )}
      {!pages.isLoading && pages.error === null && found.length === 0 && (
        <p className={styles['note']}>{hasNames ? t('registries.noMatch') : emptyText}</p>
      )}
      {pages.hasMore && !pages.isLoading && (
        <Button variant="ghost" onClick={pages.more}>
          {t('registries.more')}
        </Button>
      )}
    </section>
  )
}
