import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import styles from './state-glyph.module.css'

export const glyphNames = [
  'running',
  'healthy',
  'starting',
  'unhealthy',
  'restarting',
  'paused',
  'exited',
  'failed',
  'created',
  'removing',
  'dead',
  'done',
  'ring',
] as const
export type GlyphName = (typeof glyphNames)[number]

type StateGlyphProps = {
  readonly glyph: GlyphName
  readonly size?: 14 | 15 | 16 | 17 | 20 | undefined
  /** Read aloud; without it the glyph is decoration beside a word that says the same. */
  readonly label?: string | undefined
}

const disc = 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z'
const tick = 'M4.43 8.67 7.12 11.35 11.59 6.54 10.41 5.46 7.08 9.05 5.57 7.53Z'
const ring = <circle className={styles['line']} cx="8" cy="8" r="5.75" />
const faintRing = <circle className={classNames(styles['line'], styles['faint'])} cx="8" cy="8" r="5.75" />
const arc = (
  <g className={styles['turning']}>
    {faintRing}
    <path className={styles['line']} d="M8 2.25a5.75 5.75 0 0 1 5.75 5.75" />
  </g>
)
const tickedDisc = <path fillRule="evenodd" d={`${disc}${tick}`} />

/** One family on a 16 grid: each state has a silhouette of its own, so it reads without colour. */
const shapes: Readonly<Record<GlyphName, ReactElement>> = {
  running: (
    <path
      fillRule="evenodd"
      d={`${disc}M6.3 5.1v5.8a.3.3 0 0 0 .46.25l4.5-2.9a.3.3 0 0 0 0-.5l-4.5-2.9a.3.3 0 0 0-.46.25Z`}
    />
  ),
  healthy: tickedDisc,
  done: tickedDisc,
  starting: arc,
  ring: arc,
  unhealthy: (
    <path
      fillRule="evenodd"
      d="M6.95 2.15a1.2 1.2 0 0 1 2.1 0l5.6 10.1a1.2 1.2 0 0 1-1.05 1.75H2.4a1.2 1.2 0 0 1-1.05-1.75ZM7.15 5.7l.2 3.9h1.3l.2-3.9ZM8 10.7a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8Z"
    />
  ),
  restarting: (
    <path
      className={styles['line']}
      d="M13.4 6.6A5.6 5.6 0 0 0 3.6 4.7L2.4 6M2.4 2.6V6h3.4M2.6 9.4a5.6 5.6 0 0 0 9.8 1.9l1.2-1.3M13.6 13.4V10h-3.4"
    />
  ),
  paused: <path fillRule="evenodd" d={`${disc}M5.6 5.2h1.6v5.6H5.6ZM8.8 5.2h1.6v5.6H8.8Z`} />,
  exited: (
    <>
      {ring}
      <rect x="5.8" y="5.8" width="4.4" height="4.4" rx="0.8" />
    </>
  ),
  failed: (
    <path
      fillRule="evenodd"
      d="M5.5 1.5h5a1 1 0 0 1 .7.3l3 3a1 1 0 0 1 .3.7v5a1 1 0 0 1-.3.7l-3 3a1 1 0 0 1-.7.3h-5a1 1 0 0 1-.7-.3l-3-3a1 1 0 0 1-.3-.7v-5a1 1 0 0 1 .3-.7l3-3a1 1 0 0 1 .7-.3ZM10.65 9.59 9.06 8 10.65 6.41 9.59 5.35 8 6.94 6.41 5.35 5.35 6.41 6.94 8 5.35 9.59 6.41 10.65 8 9.06 9.59 10.65Z"
    />
  ),
  created: <circle className={classNames(styles['line'], styles['dashed'])} cx="8" cy="8" r="5.75" />,
  removing: (
    <>
      {ring}
      <path className={styles['line']} d="M5.5 8h5" />
    </>
  ),
  dead: (
    <>
      {ring}
      <path className={styles['line']} d="M4 12 12 4" />
    </>
  ),
}

export function StateGlyph({ glyph, size = 15, label }: StateGlyphProps) {
  return (
    <svg
      className={classNames(styles['glyph'], styles[glyph])}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {shapes[glyph]}
    </svg>
  )
}
