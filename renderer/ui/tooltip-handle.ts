import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'

/** Joins every trigger to the one popup that the window draws: rows full of buttons stay cheap. */
export const tooltipHandle = Tooltip.createHandle<ReactNode>()
