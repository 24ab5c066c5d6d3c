import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './resize-handle.module.css'

type ResizeHandleProps = {
  readonly label: string
  /** Pixels. */
  readonly value: number
  readonly least: number
  readonly most: number
  readonly onChange: (value: number) => void
  readonly onReset?: (() => void) | undefined
  /** Which side of the handle grows. */
  readonly grows: 'left' | 'right'
  readonly className?: string | undefined
  readonly tabIndex?: number | undefined
}

const keyStep = 16

/** A vertical edge that is dragged, or moved with the arrow keys; a double click returns the usual width. */
export function ResizeHandle(props: ResizeHandleProps) {
  const { label, value, least, most, onChange, onReset, grows, className, tabIndex = 0 } = props
  const drag = useRef<{ readonly fromX: number; readonly fromValue: number } | null>(null)
  const sign = grows === 'right' ? 1 : -1
  const set = (next: number) => onChange(Math.round(Math.min(most, Math.max(least, next))))

  const handlePointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { fromX: event.clientX, fromValue: value }
  }
  const handlePointerMove = (event: PointerEvent) => {
    if (drag.current) set(drag.current.fromValue + sign * (event.clientX - drag.current.fromX))
  }
  const handlePointerEnd = () => {
    drag.current = null
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
    set(value + sign * (event.key === 'ArrowRight' ? keyStep : -keyStep))
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a focusable separator is a widget
    <div
      role="separator"
      tabIndex={tabIndex}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={least}
      aria-valuemax={most}
      className={classNames(styles['handle'], className)}
      onPointerDown={handlePointerDown}
      onPointerMove={handlePointerMove}
      onPointerUp={handlePointerEnd}
      onPointerCancel={handlePointerEnd}
      onDoubleClick={onReset}
      onKeyDown={handleKeyDown}
    />
  )
}
