import { everyLine, type LineFilter } from '../../streams/log-block.ts'
import { groupOfLevel, type LevelGroup, levelGroups, logLevels } from '../../streams/log-levels.ts'

/** The bits of the levels that one chip stands for. */
function maskOf(group: LevelGroup): number {
  return logLevels.reduce(
    (mask, level, code) => (groupOfLevel[level] === group ? mask | (1 << code) : mask),
    0,
  )
}

export function isGroupShown(filter: LineFilter, group: LevelGroup): boolean {
  return (filter.levels & maskOf(group)) !== 0
}

/** Shows a hidden level, hides a shown one. Hiding the last one shows all: nothing to read helps nobody. */
export function toggleGroup(filter: LineFilter, group: LevelGroup): LineFilter {
  const levels = filter.levels ^ maskOf(group)
  return { ...filter, levels: levels === 0 ? everyLine.levels : levels }
}

/** Shows this level alone; all of them when it was alone already. */
export function showOnly(filter: LineFilter, group: LevelGroup): LineFilter {
  const mask = maskOf(group)
  return { ...filter, levels: filter.levels === mask ? everyLine.levels : mask }
}

/** Lines of each chip, of the counts by level code. */
export function countGroups(counts: readonly number[]): Readonly<Record<LevelGroup, number>> {
  const groups = Object.fromEntries(levelGroups.map((group) => [group, 0])) as Record<LevelGroup, number>
  logLevels.forEach((level, code) => {
    groups[groupOfLevel[level]] += counts[code] ?? 0
  })
  return groups
}
