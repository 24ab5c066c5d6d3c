import { type CSSProperties, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { describeError } from '../../messages.ts'
import type { LogOrigin, LogState, LogStore } from '../../streams/log-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import chips from './log-level-chips.module.css'
import styles from './log-origin-chips.module.css'
import { isOriginShown, originColor, showOnlyOrigin, toggleOrigin } from './origin-filter.ts'

type LogOriginChipsProps = { readonly store: LogStore; readonly state: LogState }

/** Whose lines are merged, each in its colour: a click mutes one, a double-click shows it alone. */
export function LogOriginChips({ store, state }: LogOriginChipsProps) {
  const { t } = useTranslation()
  const { filter, origins, status } = state
  const beforeClick = useRef(filter)
  const hint = ({ name, error }: LogOrigin, count: number): string =>
    error ? describeError(error, t).title : t('logs.originHint', { name, count })
  return (
    <div className={styles['chips']} role="group" aria-label={t('logs.origins')}>
      {origins.map((origin, index) => {
        const count = status.originCounts[index] ?? 0
        return (
          <Tooltip key={origin.id} content={hint(origin, count)}>
            <button
              type="button"
              className={classNames(chips['chip'], styles['chip'])}
              style={{ '--origin': originColor(origins, index) } as CSSProperties}
              data-problem={origin.error !== null || undefined}
              aria-pressed={isOriginShown(filter, index)}
              onClick={(event) => {
                // The second click of a double-click would only undo the first.
                if (event.detail > 1) return
                beforeClick.current = filter
                store.setFilter(toggleOrigin(filter, index, origins.length))
              }}
              onDoubleClick={() =>
                store.setFilter(showOnlyOrigin(beforeClick.current, index, origins.length))
              }
            >
              <span className={classNames(chips['swatch'], styles['swatch'])} />
              <span className={styles['name']}>{origin.name}</span>
              <span className={chips['count']}>{formatCount(count)}</span>
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
