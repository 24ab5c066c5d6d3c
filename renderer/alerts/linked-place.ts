import type { Container } from '../../shared/container.ts'
import type { DeepLink } from '../../shared/deep-link.ts'
import type { Route } from '../router.ts'

/** Where a link leads. A container is named by its id, by at least twelve of its digits, or by its name. */
export function placeOf(link: DeepLink, containers: Iterable<Container>): Route {
  switch (link.kind) {
    case 'container':
      return { pane: 'container', id: idOf(link.id, [...containers]), tab: link.view }
    case 'project':
      return { pane: 'containers', project: link.id }
    case 'image':
      return { pane: 'images', id: link.id }
    case 'volume':
      return { pane: 'volumes', name: link.id }
    case 'network':
      return { pane: 'networks', id: link.id }
    case 'containers':
      return { pane: 'containers', project: null }
    case 'settings':
      return { pane: 'settings' }
  }
}

const shortestId = 12

function idOf(text: string, containers: readonly Container[]): string {
  const named = containers.find(({ id, name }) => id === text || name === text)
  if (named) return named.id
  const alike = text.length < shortestId ? [] : containers.filter(({ id }) => id.startsWith(text))
  return alike.length === 1 && alike[0] ? alike[0].id : text
}
