import type { Container } from '../../shared/container.ts'
import type { DeepLink } from '../../shared/deep-link.ts'
import type { DesktopRequest } from '../../shared/desktop.ts'
import type { ActionRunner } from '../actions/action-runner.ts'
import type { AppContext } from '../app-context.ts'
import { navigate } from '../router.ts'
import type { EntityStore } from '../store/entity-store.ts'
import { placeOf } from './linked-place.ts'
import { answerNotice } from './system-notification.ts'

/** Does what was chosen in the tray, in a notification or by a link. */
export function answerRequest(app: AppContext, runner: ActionRunner, request: DesktopRequest): void {
  switch (request.kind) {
    case 'favourite':
      runner.run(request.action, [request.id])
      return
    case 'notification':
      answerNotice(request.id, request.action)
      return
    case 'link':
      void followLink(app, request.link)
  }
}

async function followLink({ containers }: AppContext, link: DeepLink): Promise<void> {
  // A link may have started the app: names are known when the list has come.
  if (link.kind === 'container') await listed(containers)
  navigate(placeOf(link, containers.all()))
}

function listed(containers: EntityStore<Container>): Promise<void> {
  return new Promise((resolve) => {
    if (containers.freshness === 'live') {
      resolve()
      return
    }
    const stop = containers.subscribe(() => {
      if (containers.freshness !== 'live') return
      stop()
      resolve()
    })
  })
}
