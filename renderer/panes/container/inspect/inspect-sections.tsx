import { memo, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { secretDots } from '../../../../shared/secrets.ts'
import { formatBinaryBytes, formatCount, formatDateTime } from '../../../format.ts'
import { Button } from '../../../ui/button.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { type Fact, type FactSection, factSections, filterSections } from './facts.ts'
import styles from './inspect-tab.module.css'

/** A container with 5,000 variables must not make 5,000 rows before anybody asks. */
const firstRows = 100
/** Nor may they hold the page up when somebody does: so many come with each frame. */
const rowsPerFrame = 400

type Props = {
  readonly container: Container
  readonly details: ContainerDetails
  readonly query: string
  readonly showsSecrets: boolean
}

/** Inspect for people: sections of label and value, searchable, each value to copy. */
export function InspectSections({ container, details, query, showsSecrets }: Props) {
  const { t } = useTranslation()
  const sections = useMemo(() => factSections(container, details, formatBinaryBytes), [container, details])
  const labelOf = (fact: Fact) => (fact.labelKey ? t(`inspect.facts.${fact.labelKey}`) : (fact.name ?? ''))
  const shown = filterSections(sections, query, labelOf, showsSecrets)
  if (shown.length === 0) return <EmptyState title={t('inspect.nothingFound', { query })} text="" />
  return (
    <div className={styles['sections']} data-long={shown.some(({ facts }) => facts.length > firstRows)}>
      {shown.map((section) => (
        <FactList key={section.id} section={section} labelOf={labelOf} showsSecrets={showsSecrets} />
      ))}
    </div>
  )
}

type ListProps = {
  readonly section: FactSection
  readonly labelOf: (fact: Fact) => string
  readonly showsSecrets: boolean
}

function FactList({ section, labelOf, showsSecrets }: ListProps) {
  const { t } = useTranslation()
  const [isWhole, setIsWhole] = useState(false)
  const count = useGrowing(isWhole ? section.facts.length : firstRows)
  const facts = section.facts.slice(0, count)
  const titleId = `inspect-${section.id}`
  return (
    <section className={styles['section']} aria-labelledby={titleId}>
      <h3 id={titleId}>
        {t(`inspect.titles.${section.id}`)}
        <span className={styles['count']}>{formatCount(section.facts.length)}</span>
      </h3>
      <dl className={styles['facts']}>
        {facts.map((fact) => (
          <FactRow key={fact.id} fact={fact} label={labelOf(fact)} showsSecrets={showsSecrets} />
        ))}
      </dl>
      {!isWhole && facts.length < section.facts.length && (
        <Button variant="quiet" size="sm" onClick={() => setIsWhole(true)}>
          {t('inspect.showAll', { count: section.facts.length })}
        </Button>
      )}
    </section>
  )
}

/** Follows a number upwards, frame by frame. */
function useGrowing(target: number): number {
  const [count, setCount] = useState(firstRows)
  useEffect(() => {
    // Draws a few more rows.
    if (count >= target) return
    const frame = requestAnimationFrame(() => setCount(count + rowsPerFrame))
    return () => cancelAnimationFrame(frame)
  }, [count, target])
  return Math.min(count, target)
}

type RowProps = { readonly fact: Fact; readonly label: string; readonly showsSecrets: boolean }

const FactRow = memo(function FactRow({ fact, label, showsSecrets }: RowProps) {
  const { t } = useTranslation()
  const isHidden = fact.isSecret === true && !showsSecrets
  const value = fact.isTime ? formatDateTime(Number(fact.value)) : fact.value
  return (
    <div className={styles['fact']}>
      <dt lang={fact.name ? 'en' : undefined} data-mono={fact.name !== undefined}>
        {label}
      </dt>
      <dd>
        <div
          className={styles['value']}
          data-mono={fact.isMono === true}
          lang={fact.isMono ? 'en' : undefined}
        >
          {isHidden ? <span title={t('inspect.hidden')}>{secretDots}</span> : value}
        </div>
        <CopyButton text={value} label={t('inspect.copyValue', { label })} />
      </dd>
    </div>
  )
})
