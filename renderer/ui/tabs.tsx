import type { KeyboardEvent } from 'react'
import { classNames } from './class-names.ts'
import { describedBy } from './described.ts'
import { moveFocus } from './roving.ts'
import styles from './tabs.module.css'
import { Tooltip } from './tooltip.tsx'

export type TabOption<Id extends string> = {
  readonly id: Id
  readonly label: string
  readonly count?: number | undefined
  readonly disabledReason?: string | null | undefined
}

type TabsProps<Id extends string> = {
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly tabs: readonly TabOption<Id>[]
  /** Names the list for screen readers. */
  readonly label: string
}

/**
 * Pages of one object. Draws the list only: the caller's panel has `role="tabpanel"`, the id `panel-<id>` and
 * `aria-labelledby="tab-<id>"`.
 */
export function Tabs<Id extends string>({ value, onChange, tabs, label }: TabsProps<Id>) {
  const handleKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = moveFocus(event, '[role="tab"]')
    const tab = tabs.find((each) => target?.id === `tab-${each.id}`)
    if (tab && !tab.disabledReason) onChange(tab.id)
  }
  return (
    <div className={styles['tabs']} role="tablist" aria-label={label} tabIndex={-1} onKeyDown={handleKeyDown}>
      {tabs.map((tab) => (
        <Tab key={tab.id} tab={tab} isCurrent={tab.id === value} onSelect={() => onChange(tab.id)} />
      ))}
    </div>
  )
}

type TabProps = {
  readonly tab: TabOption<string>
  readonly isCurrent: boolean
  readonly onSelect: () => void
}

function Tab({ tab, isCurrent, onSelect }: TabProps) {
  const { disabledReason = null } = tab
  const button = (
    <button
      type="button"
      role="tab"
      id={`tab-${tab.id}`}
      aria-controls={`panel-${tab.id}`}
      aria-selected={isCurrent}
      aria-disabled={disabledReason !== null || undefined}
      {...describedBy(disabledReason)}
      tabIndex={isCurrent ? 0 : -1}
      className={classNames(styles['tab'], isCurrent && styles['current'])}
      onClick={disabledReason === null ? onSelect : undefined}
    >
      {tab.label}
      {tab.count !== undefined && <span className={styles['count']}>{tab.count}</span>}
    </button>
  )
  return disabledReason === null ? button : <Tooltip content={disabledReason}>{button}</Tooltip>
}
