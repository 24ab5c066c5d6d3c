import { mergeProps } from '@base-ui/react/merge-props'
import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, MouseEvent, Ref } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { useCommandHover } from './command-hover.ts'
import { describedBy } from './described.ts'
import { Spinner } from './spinner.tsx'
import { Tooltip } from './tooltip.tsx'
import { TooltipContent } from './tooltip-content.tsx'

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  readonly variant?: 'primary' | 'default' | 'ghost' | 'quiet' | 'danger' | 'destroy' | undefined
  readonly size?: 'sm' | 'md' | 'lg' | undefined
  readonly icon?: LucideIcon | undefined
  /** A ring stands in for the icon, the width stays, presses do nothing. */
  readonly isWorking?: boolean | undefined
  /** Why it cannot be pressed now; shown in its tooltip. */
  readonly disabledReason?: string | null | undefined
  /** The docker command it stands for; shown in its tooltip and in the status bar. */
  readonly command?: string | undefined
  readonly shortcut?: string | undefined
  readonly ref?: Ref<HTMLButtonElement> | undefined
}

type FaceProps = Omit<ButtonProps, 'shortcut'>

export function Button({ shortcut, ...face }: ButtonProps) {
  const { command, disabledReason, children } = face
  const button = <Face {...face} />
  if (!disabledReason && command === undefined && shortcut === undefined) return button
  const label = typeof children === 'string' ? children : (face['aria-label'] ?? '')
  return (
    <Tooltip
      content={<TooltipContent label={label} shortcut={shortcut} command={command} reason={disabledReason} />}
    >
      {button}
    </Tooltip>
  )
}

function Face(props: FaceProps) {
  const {
    variant = 'default',
    size = 'md',
    icon: Icon,
    isWorking = false,
    disabledReason = null,
    command,
  } = props
  const { className, children, onClick, type = 'button', ...rest } = withoutOwn(props)
  const isInert = isWorking || disabledReason !== null
  const hover = useCommandHover(command)
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (isInert) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      {...mergeProps<'button'>(hover, rest)}
      type={type}
      className={classNames(styles['button'], styles[variant], styles[size], className)}
      aria-disabled={isInert || undefined}
      aria-busy={isWorking || undefined}
      {...describedBy(disabledReason)}
      data-disabled={disabledReason !== null || undefined}
      onClick={press}
    >
      {isWorking ? <Spinner /> : Icon && <Icon aria-hidden />}
      {children}
    </button>
  )
}

function withoutOwn(props: FaceProps) {
  const { variant: _v, size: _s, icon: _i, isWorking: _w, disabledReason: _d, command: _c, ...rest } = props
  return rest
}
