import { useSyncExternalStore } from 'react'

export const containerTabs = ['logs', 'terminal', 'stats', 'inspect'] as const
export type ContainerTab = (typeof containerTabs)[number]

/** Where the person is. The address bar holds it, so back, forward and reload work. */
export type Route =
  | { readonly pane: 'containers'; readonly project: string | null }
  | { readonly pane: 'container'; readonly id: string; readonly tab: ContainerTab }
  | { readonly pane: 'volumes'; readonly name: string | null }
  | { readonly pane: 'images' | 'networks'; readonly id: string | null }
  | { readonly pane: 'registries' }
  | { readonly pane: 'disk' }
  | { readonly pane: 'settings' }

const home: Route = { pane: 'containers', project: null }

export function formatRoute(route: Route): string {
  switch (route.pane) {
    case 'containers':
      return route.project === null ? '#/containers' : `#/projects/${encodeURIComponent(route.project)}`
    case 'container':
      return `#/containers/${encodeURIComponent(route.id)}/${route.tab}`
    case 'volumes':
      return route.name === null ? '#/volumes' : `#/volumes/${encodeURIComponent(route.name)}`
    case 'images':
    case 'networks':
      return route.id === null ? `#/${route.pane}` : `#/${route.pane}/${encodeURIComponent(route.id)}`
    case 'registries':
    case 'disk':
    case 'settings':
      return `#/${route.pane}`
  }
}

/** Anything it does not know is the containers list. */
export function parseRoute(hash: string): Route {
  const [pane, id, tab] = hash.replace(/^#\/?/, '').split('/')
  if (pane === 'settings' || pane === 'registries' || pane === 'disk') return { pane }
  if (pane === 'images' || pane === 'networks') return { pane, id: id ? safeDecode(id) : null }
  if (pane === 'volumes') return { pane, name: id ? safeDecode(id) : null }
  if (pane === 'projects' && id) return { pane: 'containers', project: safeDecode(id) }
  if (pane !== 'containers' || !id) return home
  const known = containerTabs.find((name) => name === tab)
  return { pane: 'container', id: safeDecode(id), tab: known ?? 'logs' }
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

let current: Route | null = null
let currentHash = ''

function readRoute(): Route {
  if (current === null || currentHash !== location.hash) {
    currentHash = location.hash
    current = parseRoute(currentHash)
  }
  return current
}

const listeners = new Set<() => void>()
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('popstate', listener)
  window.addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('popstate', listener)
    window.removeEventListener('hashchange', listener)
  }
}

/** Goes to a place; `replace` leaves no step for Back, as when a tab changes. */
export function navigate(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route)
  if (hash === location.hash) return
  if (how === 'push') history.pushState(null, '', hash)
  else history.replaceState(null, '', hash)
  for (const listener of listeners) listener()
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, readRoute)
}
