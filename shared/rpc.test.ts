import type { ClientFrame, HostFrame } from './frames.ts'
import { createPortPair } from './testing/port-pair.ts'
import { describeTransport } from './testing/transport-suite.ts'

describeTransport('in memory', async () => {
  const [page, host] = createPortPair<ClientFrame, HostFrame>()
  return { page, host, lose: () => host.close(), dispose: async () => {} }
})
