import type { LogColumn } from '../../store/log-columns.ts'

/** Where each column begins, in characters from where the first one does. */
export function columnLefts(columns: readonly LogColumn[]): readonly number[] {
  let left = 0
  return columns.map(({ width }) => {
    left += width
    return left - width
  })
}

export function columnsWidth(columns: readonly LogColumn[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0)
}
