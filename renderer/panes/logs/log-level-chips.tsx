import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import type { LineFilter } from '../../streams/log-block.ts'
import { type LevelGroup, levelGroups } from '../../streams/log-levels.ts'
import type { LogStore } from '../../streams/log-store.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { countGroups, isGroupShown, showOnly, toggleGroup } from './level-filter.ts'
import styles from './log-level-chips.module.css'

type LogLevelChipsProps = {
  readonly store: LogStore
  readonly filter: LineFilter
  readonly counts: readonly number[]
}

/** Shows or hides lines by their level; a double-click shows one level alone. */
export function LogLevelChips({ store, filter, counts }: LogLevelChipsProps) {
  const { t } = useTranslation()
  const groups = countGroups(counts)
  const beforeClick = useRef(filter)
  const names: Readonly<Record<LevelGroup, string>> = {
    error: t('logs.error'),
    warn: t('logs.warn'),
    info: t('logs.info'),
    debug: t('logs.debug'),
    none: t('logs.noLevel'),
  }
  // Lines without a level have a chip only where there are some.
  const shown = levelGroups.filter(
    (group) => group !== 'none' || groups.none > 0 || !isGroupShown(filter, group),
  )
  return (
    <div className={styles['chips']} role="group" aria-label={t('logs.levels')}>
      {shown.map((group) => (
        <Tooltip key={group} content={t('logs.levelHint', { level: names[group], count: groups[group] })}>
          <button
            type="button"
            className={styles['chip']}
            data-group={group}
            aria-pressed={isGroupShown(filter, group)}
            onClick={(event) => {
              // The second click of a double-click would only undo the first.
              if (event.detail > 1) return
              beforeClick.current = filter
              store.setFilter(toggleGroup(filter, group))
            }}
            onDoubleClick={() => store.setFilter(showOnly(beforeClick.current, group))}
          >
            <span className={styles['swatch']} />
            {names[group]}
            <span className={styles['count']}>{formatCount(groups[group])}</span>
          </button>
        </Tooltip>
      ))}
    </div>
  )
}
