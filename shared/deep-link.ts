/*
 * Links that open Bayplan at a place: `bayplan://container/<id or name>/logs`. Anybody may put one on a web page, so a
 * link only ever shows something. What starts a process by being looked at (terminal, files, processes) has no link.
 */

export const deepLinkScheme = 'bayplan'

export const linkedViews = ['overview', 'logs', 'stats', 'changes', 'health', 'inspect'] as const
export type LinkedView = (typeof linkedViews)[number]

export type DeepLink =
  | { readonly kind: 'container'; readonly id: string; readonly view: LinkedView }
  | { readonly kind: 'project' | 'image' | 'volume' | 'network'; readonly id: string }
  | { readonly kind: 'containers' | 'settings' }

const longestLink = 512
/** One place, at most two parts after it; no query, no fragment, nothing percent-encoded. */
const shape = /^bayplan:\/\/([a-z]+)(?:\/([a-zA-Z0-9][a-zA-Z0-9_.:-]{0,254}))?(?:\/([a-z]+))?\/?$/i
const imageId = /^(sha256:)?[0-9a-f]{12,64}$/
const objectName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/

/** The place that a link names, or null for everything that is not exactly such a link. */
export function parseDeepLink(text: string): DeepLink | null {
  const match = text.length > longestLink ? null : shape.exec(text)
  if (!match) return null
  const [, place = '', id, view] = match
  const kind = place.toLowerCase()
  if (kind === 'containers' || kind === 'settings') return id === undefined ? { kind } : null
  if (id === undefined) return null
  if (kind === 'container') return containerLink(id, view)
  return view === undefined ? objectLink(kind, id) : null
}

function objectLink(kind: string, id: string): DeepLink | null {
  if (kind === 'image') return imageId.test(id) ? { kind, id } : null
  const isNamed = kind === 'project' || kind === 'volume' || kind === 'network'
  return isNamed && objectName.test(id) ? { kind, id } : null
}

function containerLink(id: string, view: string | undefined): DeepLink | null {
  const known = view === undefined ? 'logs' : linkedViews.find((each) => each === view)
  return known !== undefined && objectName.test(id) ? { kind: 'container', id, view: known } : null
}

/** The first link among the arguments of a start; Chromium's own switches stand there, too. */
export function deepLinkIn(argv: readonly string[]): DeepLink | null {
  for (const argument of argv) {
    const link = parseDeepLink(argument)
    if (link !== null) return link
  }
  return null
}
