/** @param {readonly number[]} values @param {number} share between 0 and 1 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** @param {readonly number[]} values */
export function median(values) {
  return percentile(values, 0.5)
}

/**
 * One figure against its target. `value` is what is judged: a ratio, or a number with a unit.
 * @typedef {{ name: string, value: number, unit: string, target: number, better: 'less' | 'more', detail: string }} Figure
 */

/** @param {Figure} figure */
export function isMet({ value, target, better }) {
  return better === 'less' ? value <= target : value >= target
}

/** @param {Figure} figure */
export function formatFigure(figure) {
  const { name, value, unit, target, better, detail } = figure
  const sign = better === 'less' ? '≤' : '≥'
  const shown = Number.isInteger(value) ? String(value) : value.toFixed(2)
  return {
    name,
    value: `${shown}${unit}`,
    target: `${sign} ${target}${unit}`,
    met: isMet(figure) ? 'yes' : 'NO',
    detail,
  }
}
