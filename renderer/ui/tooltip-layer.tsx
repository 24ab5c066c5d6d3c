import { Tooltip as Base } from '@base-ui/react/tooltip'
import styles from './tooltip.module.css'
import { tooltipHandle } from './tooltip-handle.ts'

/** The one popup in which all tooltips of the window appear. */
export function TooltipLayer() {
  return (
    <Base.Root handle={tooltipHandle}>
      {({ payload }) => (
        <Base.Portal>
          <Base.Positioner className={styles['positioner']} side="bottom" sideOffset={6} collisionPadding={8}>
            <Base.Popup className={styles['popup']}>{payload}</Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      )}
    </Base.Root>
  )
}
