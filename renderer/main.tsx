import { createRoot } from 'react-dom/client'
import { EngineError } from '../shared/errors.ts'
import { App } from './app.tsx'
import { type AppContext, AppContextProvider } from './app-context.ts'
import { chosenLanguage, followAppearance } from './appearance.ts'
import { connectHost } from './connect.ts'
import type { HostLink } from './host-link.ts'
import { startI18n } from './i18n/i18n.ts'
import { createStores } from './store/stores.ts'
import './styles/base.css'
import { pageNonce } from './style-nonce.ts'
import { startSync } from './sync.ts'
import { allowOwnWorkers } from './trusted-types.ts'

allowOwnWorkers()
// The link first: it takes the ticket out of the address before anything reads the route.
const link = connectHost()
await startI18n(chosenLanguage())
followAppearance()

const app = createAppContext(link)
startSync(link, app)

const root = document.getElementById('root')
if (!root) throw new Error('the page has no #root')
createRoot(root).render(
  <AppContextProvider value={app}>
    <App nonce={pageNonce()} />
  </AppContextProvider>,
)

// A face for Chinese where the system has none. Its hundred parts are declared once nothing else waits.
requestIdleCallback(() => void import('./styles/chinese-face.ts'), { timeout: 3_000 })
requestIdleCallback(() => void import('./alerts/start.ts').then(({ startAlerts }) => startAlerts(app)), {
  timeout: 3_000,
})

function createAppContext(host: HostLink): AppContext {
  return {
    client() {
      if (!host.client) throw new EngineError('stream-lost', 'The Bayplan host is not connected.')
      return host.client
    },
    onLink(listener) {
      let last = host.client
      return host.subscribe(() => {
        if (host.client && host.client !== last) listener(host.client)
        last = host.client
      })
    },
    ...createStores(),
  }
}
