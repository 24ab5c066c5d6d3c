import { useSyncExternalStore } from 'react'

export const containerTabs = [
  'overview',
  'logs',
  'terminal',
  'stats',
  'files',
  'changes',
  'processes',
  'health',
  'inspect',
] as const
export type ContainerTab = (typeof containerTabs)[number]

/** Where the person is. The address bar holds it, so back, forward and reload work. */
export type Route =
  | { readonly pane: 'containers'; readonly project: string | null }
  | { readonly pane: 'container'; readonly id: string; readonly tab: ContainerTab }
  /** Merged: all of a project, or those with these ids. */
  | { readonly pane: 'logs'; readonly project: string | null; readonly ids: readonly string[] }
  | { readonly pane: 'volumes'; readonly name: string | null }
  | { readonly pane: 'images' | 'networks' | 'ports' | 'bin'; readonly id: string | null }
  | { readonly pane: 'registries' | 'disk' | 'settings' }

const home: Route = { pane: 'containers', project: null }

export function formatRoute(route: Route): string {
  if (route.pane === 'containers')
    return route.project === null ? '#/containers' : address('projects', route.project)
  if (route.pane === 'container') return address('containers', route.id, route.tab)
  if (route.pane === 'volumes') return address('volumes', route.name)
  if (route.pane !== 'logs') return address(route.pane, 'id' in route ? route.id : null)
  if (route.project !== null) return address('logs', 'project', route.project)
  return `#/logs/containers/${route.ids.map(encodeURIComponent).join(',')}`
}

function address(...parts: readonly (string | null)[]): string {
  const named = parts.filter((part) => part !== null)
  return `#/${named.map(encodeURIComponent).join('/')}`
}

/** Anything it does not know is the containers list. */
export function parseRoute(hash: string): Route {
  const [pane = '', part, tab] = hash.replace(/^#\/?/, '').split('/')
  const id = part ? safeDecode(part) : null
  if (pane === 'projects' && id !== null) return { pane: 'containers', project: id }
  if (pane === 'containers' && id !== null)
    return { pane: 'container', id, tab: containerTabs.find((name) => name === tab) ?? 'logs' }
  if (pane === 'logs' && tab) return parseLogs(part ?? '', tab)
  return parseList(pane, id) ?? home
}

function parseLogs(kind: string, whose: string): Route {
  if (kind === 'project') return { pane: 'logs', project: safeDecode(whose), ids: [] }
  return { pane: 'logs', project: null, ids: whose.split(',').map(safeDecode) }
}

function parseList(pane: string, id: string | null): Route | null {
  switch (pane) {
    case 'images':
    case 'networks':
    case 'ports':
    case 'bin':
      return { pane, id }
    case 'volumes':
      return { pane, name: id }
    case 'registries':
    case 'disk':
    case 'settings':
      return { pane }
    default:
      return null
  }
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
