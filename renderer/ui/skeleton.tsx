import type { CSSProperties } from 'react'
import styles from './skeleton.module.css'

type SkeletonProps = { readonly width: number | string; readonly height?: number }

/** Where a value will stand. Appears after 150 ms, so that quick answers do not flash. */
export function Skeleton({ width, height = 12 }: SkeletonProps) {
  const size = {
    '--w': typeof width === 'number' ? `${width}px` : width,
    '--h': `${height}px`,
  }
  return <span className={styles['skeleton']} style={size as CSSProperties} aria-hidden />
}
