import type { Container } from '../../shared/container.ts'
import type { ClientFrame, HostFrame } from '../../shared/frames.ts'
import { createClient } from '../../shared/rpc-client.ts'
import { serve } from '../../shared/rpc-server.ts'
import type { SomeHandlers } from '../../shared/testing/fake-handlers.ts'
import { fakeHandlers } from '../../shared/testing/fake-handlers.ts'
import { createPortPair } from '../../shared/testing/port-pair.ts'
import type { AppContext } from '../app-context.ts'
import { createStores } from '../store/stores.ts'

/** A page's context whose client speaks the real protocol to the given handlers, in memory. */
export function fakeApp(items: readonly Container[] | null, handlers: SomeHandlers = {}): AppContext {
  const [page, host] = createPortPair<ClientFrame, HostFrame>()
  serve(host, fakeHandlers(handlers))
  const client = createClient(page)
  const stores = createStores()
  if (items) stores.containers.apply({ kind: 'snapshot', items })
  return { client: () => client, onLink: () => () => {}, ...stores }
}
