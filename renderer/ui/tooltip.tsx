import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { tooltipHandle } from './tooltip-handle.ts'

type TooltipProps = Omit<ComponentProps<'button'>, 'content' | 'children'> & {
  readonly content: ReactNode
  readonly children: ReactElement
}

/**
 * Says more about a control after 500 ms, or at once beside a neighbour; appears on focus, Escape hides it.
 * What else it is given goes to the control, so that it may stand as the trigger of a menu.
 */
export function Tooltip({ content, children, ...rest }: TooltipProps) {
  return <Base.Trigger {...rest} handle={tooltipHandle} payload={content} delay={500} render={children} />
}
