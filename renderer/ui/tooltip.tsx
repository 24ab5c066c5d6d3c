import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { tooltipHandle } from './tooltip-handle.ts'

type TooltipProps = { readonly content: ReactNode; readonly children: ReactElement }

/** Says more about a control after 500 ms, or at once beside a neighbour; appears on focus, Escape hides it. */
export function Tooltip({ content, children }: TooltipProps) {
  return <Base.Trigger handle={tooltipHandle} payload={content} delay={500} render={children} />
}
