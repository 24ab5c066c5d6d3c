/**
 * Columns in the order a person gave them. Those that were never moved, or came with a later version, stand after the
 * one they always follow.
 */
export function inOrder<T extends string>(ids: readonly T[], order: readonly string[]): readonly T[] {
  const result = order.flatMap((id) => ids.find((each) => each === id) ?? [])
  ids.forEach((id, index) => {
    if (result.includes(id)) return
    const before = ids[index - 1]
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, id)
  })
  return [...new Set(result)]
}

/** The order after one column took the place of another. */
export function moveTo<T>(ids: readonly T[], from: number, to: number): readonly T[] {
  const id = ids[from]
  if (id === undefined || to < 0 || to >= ids.length) return ids
  const others = ids.toSpliced(from, 1)
  return others.toSpliced(to, 0, id)
}
