const key = 'bayplan.palette-recent'
const most = 8

/** Ids of what was chosen lately, newest first. */
export function recentIds(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string').slice(0, most) : []
  } catch {
    return []
  }
}

export function rememberChoice(id: string): void {
  const kept = [id, ...recentIds().filter((each) => each !== id)]
  localStorage.setItem(key, JSON.stringify(kept.slice(0, most)))
}
