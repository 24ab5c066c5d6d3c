import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { afterEach, beforeAll, beforeEach, expect, type Mock, test, vi } from 'vitest'
import type { EndpointCandidate, EngineStatus } from '../../shared/engine.ts'
import type { Client } from '../../shared/rpc-client.ts'
import { type AppContext, AppContextProvider } from '../app-context.ts'
import { setLanguage, startI18n } from '../i18n/i18n.ts'
import { recordCommand, setHoverCommand, setViewCommand, useCompanion } from '../store/companion.ts'
import { setEngineStatus, setLinkState } from '../store/engine-store.ts'
import { notify, useNotices } from '../store/notices.ts'
import { createStores } from '../store/stores.ts'
import { fakeCompose, fakeContainer } from '../testing/fake-container.ts'
import { DeniedPage } from './denied-page.tsx'
import { EngineGate } from './engine-gate.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { focusNextRegion, rememberFocus } from './regions.ts'
import { Sidebar } from './sidebar.tsx'
import { StatusBar } from './status-bar.tsx'
import { Toasts } from './toasts.tsx'

const endpoint = { host: 'unix:///var/run/docker.sock', source: 'socket', name: 'default' } as const
const connected: EngineStatus = {
  state: 'connected',
  endpoint,
  engine: { product: 'docker', version: '29.1.3', osType: 'linux' } as never,
  sinceMs: 0,
}
const unreachable: EngineStatus = {
  state: 'unreachable',
  endpoint,
  diagnosis: {
    reason: 'permission-denied',
    checks: [{ check: 'access', passed: false, detail: 'mei, sudo' }],
    user: '<b>mei</b>',
    platform: 'linux',
    message: 'connect EACCES /var/run/docker.sock',
    serverApiVersion: null,
    requiredApiVersion: '1.41',
  },
  lastEngine: null,
  lostAtMs: 0,
  nextAttemptAtMs: Date.now() + 60_000,
}

let call: Mock<(name: string, params: unknown) => Promise<unknown>>
let app: AppContext

beforeAll(() => startI18n('en'))
beforeEach(() => {
  call = vi.fn(() => Promise.resolve<unknown>(null))
  app = {
    client: () => ({ call }) as unknown as Client,
    onLink: () => () => {},
    ...createStores(),
  }
  setLinkState('open')
  setEngineStatus(connected)
  useNotices.setState({ notices: [] })
  useCompanion.setState({ viewCommand: null, hoverCommand: null, last: null })
})
afterEach(() => {
  cleanup()
  return setLanguage('en')
})

const show = (element: ReactElement) => render(<AppContextProvider value={app}>{element}</AppContextProvider>)

test('the sidebar counts containers and tells of each project whether it is fine', () => {
  const shop = fakeCompose('shop')
  app.containers.apply({
    kind: 'snapshot',
    items: [
      fakeContainer({ name: 'shop-api-1', compose: shop }),
      fakeContainer({ name: 'shop-worker-1', compose: shop, health: 'unhealthy' }),
    ],
  })
  show(<Sidebar isConnectionOpen={false} onConnectionOpenChange={() => {}} />)
  expect(screen.getByRole('link', { name: /Containers/, current: 'page' }).textContent).toBe('Containers2')
  const project = screen.getByRole('link', { name: 'shop, 2 of 2 running, 1 needs attention' })
  expect(project.getAttribute('href')).toBe('#/projects/shop')
})

test('the connection tile lists the engines and uses the chosen one', async () => {
  const candidates: EndpointCandidate[] = [
    { ...endpoint, isCurrent: true, reachability: 'reachable', engineVersion: '29.1.3' },
    {
      host: 'tcp://nas:2376',
      source: 'context',
      name: 'nas',
      isCurrent: false,
      reachability: 'reachable',
      engineVersion: '28.5',
    },
    {
      host: 'ssh://deploy@prod',
      source: 'context',
      name: 'prod',
      isCurrent: false,
      reachability: 'unsupported',
      engineVersion: null,
    },
  ]
  call.mockImplementation((name) => Promise.resolve(name === 'engine.endpoints' ? candidates : null))
  show(<Sidebar isConnectionOpen onConnectionOpenChange={() => {}} />)
  const prod = await screen.findByRole('menuitemcheckbox', { name: /^prod/ })
  expect(prod.getAttribute('aria-disabled')).toBe('true')
  await userEvent.click(screen.getByRole('menuitemcheckbox', { name: /^nas/ }))
  expect(call).toHaveBeenCalledWith('engine.use', { host: 'tcp://nas:2376' })
})

test('the status bar shows the command under the pointer, then the last action, then the view', () => {
  setViewCommand('docker ps --all')
  show(<StatusBar />)
  const bar = screen.getByRole('contentinfo', { name: 'Status bar' })
  expect(bar.textContent).toContain('docker ps --all')
  act(() => recordCommand({ command: 'docker stop web', result: 'failed', atMs: Date.now() }))
  expect(bar.textContent).toContain('docker stop web')
  expect(bar.textContent).toContain('Failed at')
  act(() => setHoverCommand('docker restart web'))
  expect(bar.textContent).toContain('docker restart web')
})

test('the status bar says when the engine is looked for next', () => {
  setEngineStatus(unreachable)
  show(<StatusBar />)
  expect(screen.getByText('Not connected')).toBeTruthy()
  expect(screen.getByText(/^Next check in \d+ s$/)).toBeTruthy()
})

test('at most three notices are drawn, the newest lowest, and a failed one stays', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  show(<Toasts />)
  act(() => {
    notify({ tone: 'failed', title: 'a did not start', details: 'raw words' })
    for (const name of ['b', 'c', 'd']) notify({ tone: 'done', title: `Stopped ${name}` })
  })
  const region = screen.getByRole('region', { name: 'Notifications' })
  const titles = () =>
    within(region)
      .queryAllByRole('listitem')
      .map((item) => item.querySelector('strong')?.textContent)
  expect(titles()).toEqual(['Stopped b', 'Stopped c', 'Stopped d'])
  expect(region.textContent).toContain('1 more')
  act(() => {
    vi.advanceTimersByTime(5_100)
  })
  expect(titles()).toEqual(['a did not start'])
  vi.useRealTimers()
  await userEvent.click(screen.getByRole('button', { name: 'Details' }))
  expect(region.textContent).toContain('raw words')
  await userEvent.click(screen.getByRole('button', { name: 'Close: a did not start' }))
  expect(titles()).toEqual([])
})

test('without rows the engine page explains the way out; a name with HTML stays text', async () => {
  setEngineStatus(unreachable)
  const { container } = show(<EngineGate isApart={false}>the list</EngineGate>)
  expect(
    await screen.findByRole('heading', { name: 'Docker is running, but your account may not use it' }),
  ).toBeTruthy()
  expect(container.textContent).toContain('Your account, <b>mei</b>, is not in that group yet')
  expect(container.querySelector('b')).toBeNull()
  expect(screen.getByText(/Members of the docker group can become root/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Check again' }))
  expect(call).toHaveBeenCalledWith('engine.retry', {})
  expect(screen.queryByText('the list')).toBeNull()
})

test('with rows the list stays under a banner, and the page is one press away', async () => {
  app.containers.apply({ kind: 'snapshot', items: [fakeContainer()] })
  setEngineStatus(unreachable)
  show(<EngineGate isApart={false}>the list</EngineGate>)
  expect(screen.getByText('the list')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Find out why' }))
  expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Back' }))
  expect(screen.getByText('the list')).toBeTruthy()
})

test('the way out is there in Chinese too', async () => {
  await setLanguage('zh-CN')
  setEngineStatus(unreachable)
  show(<EngineGate isApart={false}>the list</EngineGate>)
  expect(await screen.findByRole('heading', { name: 'Docker 正在运行，但当前账户无权使用' })).toBeTruthy()
})

test('a page that the host does not know takes a new address of this computer only', async () => {
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
  show(<DeniedPage />)
  const field = screen.getByRole('textbox', { name: 'Or paste the new address here' })
  await userEvent.type(field, 'http://evil.example/#ticket=1')
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  expect(assign).not.toHaveBeenCalled()
  expect(field.getAttribute('aria-invalid')).toBe('true')
  await userEvent.clear(field)
  await userEvent.type(field, 'http://127.0.0.1:4321/#ticket=1')
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  expect(assign).toHaveBeenCalledWith('http://127.0.0.1:4321/#ticket=1')
})

test('what breaks while drawing is caught, with its details to copy', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  function Broken(): never {
    throw new TypeError('ports is undefined')
  }
  show(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  )
  const panel = screen.getByRole('alert')
  expect(panel.textContent).toContain('Something went wrong inside the app')
  expect(panel.textContent).toContain('TypeError: ports is undefined')
  expect(screen.getByRole('button', { name: 'Copy details' })).toBeTruthy()
})

test('F6 goes around the regions and comes back to where the focus was', () => {
  show(
    <>
      <div data-region="one">
        <button type="button">a</button>
        <button type="button">b</button>
      </div>
      <div data-region="outer">
        <div data-region="two">
          <button type="button">c</button>
        </div>
      </div>
    </>,
  )
  const forget = rememberFocus()
  screen.getByRole('button', { name: 'b' }).focus()
  focusNextRegion(1)
  expect(document.activeElement?.textContent).toBe('c')
  focusNextRegion(1)
  expect(document.activeElement?.textContent).toBe('b')
  focusNextRegion(-1)
  expect(document.activeElement?.textContent).toBe('c')
  forget()
})
