import { mergeProps } from '@base-ui/react/merge-props'
import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, MouseEvent, Ref } from 'react'
import { classNames } from './class-names.ts'
import { useCommandHover } from './command-hover.ts'
import { describedBy } from './described.ts'
import styles from './icon-button.module.css'
import { Tooltip } from './tooltip.tsx'
import { TooltipContent } from './tooltip-content.tsx'

type IconButtonProps = Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'disabled' | 'aria-label' | 'children'
> & {
  /** The verb and its object, e.g. "Stop shop-api-1". */
  readonly label: string
  readonly icon: LucideIcon
  readonly shortcut?: string | undefined
  readonly command?: string | undefined
  /** Given only for a button that keeps a state: pressed or not. */
  readonly isOn?: boolean | undefined
  readonly size?: 'sm' | 'md' | undefined
  readonly disabledReason?: string | null | undefined
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

export function IconButton(props: IconButtonProps) {
  const {
    label,
    icon: Icon,
    shortcut,
    command,
    isOn,
    size = 'md',
    disabledReason = null,
    className,
    onClick,
    ...rest
  } = props
  const hover = useCommandHover(command)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabledReason !== null) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <Tooltip
      content={<TooltipContent label={label} shortcut={shortcut} command={command} reason={disabledReason} />}
    >
      <button
        {...mergeProps<'button'>(hover, rest)}
        type="button"
        className={classNames(
          styles['button'],
          size === 'sm' && styles['sm'],
          isOn === true && styles['on'],
          className,
        )}
        aria-label={label}
        aria-pressed={isOn}
        aria-disabled={disabledReason !== null || undefined}
        {...describedBy(disabledReason)}
        onClick={press}
      >
        <Icon aria-hidden />
      </button>
    </Tooltip>
  )
}
