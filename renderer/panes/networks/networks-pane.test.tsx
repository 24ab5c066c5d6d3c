import { act, cleanup, configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EngineError } from '../../../shared/errors.ts'
import type { NetworkConnection } from '../../../shared/network.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import { AppContextProvider } from '../../app-context.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { useCompanion } from '../../store/companion.ts'
import { useNotices } from '../../store/notices.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { fakeContainer, fakeExited } from '../../testing/fake-container.ts'
import { fakeEndpoint, fakeNetwork } from '../../testing/fake-network.ts'
import { NetworksPane } from './networks-pane.tsx'

await startI18n('en')
// A busy machine is no failure.
configure({ asyncUtilTimeout: 5_000 })

const bridge = fakeNetwork({ name: 'bridge', isBuiltIn: true, pools: [{ subnet: '172.17.0.0/16' }] })
const shop = fakeNetwork({ name: 'shop_backend', project: 'shop', pools: [{ subnet: '172.20.0.0/16' }] })
const db = fakeContainer({
  name: 'shop-db-1',
  networks: [fakeEndpoint(shop, { ipAddress: '172.20.0.3', names: ['shop-db-1', 'db'] })],
})
const migrate = fakeExited(0, {
  name: 'shop-migrate-1',
  networks: [fakeEndpoint(shop, { networkId: '', ipAddress: null, macAddress: null })],
})
const remembered: NetworkConnection = {
  networkId: shop.id,
  containerId: db.id,
  aliases: ['db'],
  ipv4Address: '172.20.0.3',
  ipv6Address: null,
  linkLocalAddresses: [],
  links: [],
  driverOptions: {},
  gatewayPriority: null,
}

function open(handlers: SomeHandlers = {}, networks = [bridge, shop], id: string | null = null) {
  const app = fakeApp([db, migrate], handlers)
  app.networks.apply({ kind: 'snapshot', items: networks })
  render(
    <AppContextProvider value={app}>
      <NetworksPane id={id} />
    </AppContextProvider>,
  )
  return app
}

const notices = () => useNotices.getState().notices
const press = async (title: string) => {
  const action = notices()
    .flatMap(({ actions = [] }) => actions)
    .find(({ label }) => label === title)
  await act(async () => action?.onSelect())
}

describe('the networks pane', () => {
  beforeEach(() => {
    useNotices.setState({ notices: [] })
    useCompanion.setState({ last: null, viewCommand: null, hoverCommand: null })
  })
  afterEach(cleanup)

  it('shows who is on a network, stopped containers too, and what names they answer to', () => {
    open()
    expect(screen.getByRole('link', { name: 'shop_backend, bridge, 2 containers' })).toBeTruthy()
    const rows = screen.getAllByRole('row').slice(1)
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining('172.20.0.3'),
      expect.stringContaining('when started'),
    ])
    expect(rows[0]?.textContent).toContain('shop-db-1, db')
    // The map has what runs; what does not stands in the table only.
    const line = screen.getByRole('group', { name: 'Containers on shop_backend' })
    expect(
      within(line)
        .getAllByRole('link')
        .map((link) => link.getAttribute('aria-label')),
    ).toEqual(['shop-db-1, 172.20.0.3 on shop_backend'])
    expect(useCompanion.getState().viewCommand).toBe('docker network inspect shop_backend')
  })

  it('says that a network is gone', () => {
    open({}, [bridge, shop], 'never-was')
    expect(screen.getByRole('heading', { name: 'This network is gone' })).toBeTruthy()
  })

  it('takes a disconnection back as it was', async () => {
    const asked: unknown[] = []
    open({
      calls: {
        'network.disconnect': async (params) => {
          asked.push(params)
          return remembered
        },
        'network.connect': async (params) => {
          asked.push(params)
          return null
        },
      },
    })
    await userEvent.click(screen.getByRole('button', { name: 'Disconnect shop-db-1' }))
    await waitFor(() =>
      expect(notices().map(({ title }) => title)).toEqual(['Disconnected shop-db-1 from shop_backend']),
    )
    await press('Reconnect')
    await waitFor(() => expect(asked).toHaveLength(2))
    expect(asked).toEqual([{ networkId: shop.id, containerId: db.id, force: false }, remembered])
    expect(useCompanion.getState().last?.command).toBe(
      'docker network connect --alias db --ip 172.20.0.3 shop_backend shop-db-1',
    )
  })

  it('offers force only where the plain way failed', async () => {
    const forced: boolean[] = []
    open({
      calls: {
        'network.disconnect': async ({ force }) => {
          forced.push(force)
          if (!force) throw new EngineError('engine-failed', 'the driver is gone', { status: 500 })
          return remembered
        },
      },
    })
    await userEvent.click(screen.getByRole('button', { name: 'Disconnect shop-db-1' }))
    await waitFor(() => expect(notices()[0]?.tone).toBe('failed'))
    await press('Disconnect by force')
    await waitFor(() => expect(forced).toEqual([false, true]))
    expect(useCompanion.getState().last?.command).toBe(
      'docker network disconnect --force shop_backend shop-db-1',
    )
  })

  it('tells an overlap that only the engine knows at the subnet', async () => {
    open({
      calls: {
        'network.create': async () => {
          throw new EngineError('conflict', 'Pool overlaps with other one on this address space', {
            status: 403,
          })
        },
      },
    })
    await userEvent.click(screen.getByRole('button', { name: 'New network' }))
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'study')
    await userEvent.type(screen.getByRole('textbox', { name: 'Subnet' }), '192.168.1.0/24')
    await userEvent.click(screen.getByRole('button', { name: 'Create network' }))
    const field = screen.getByRole('textbox', { name: 'Subnet' })
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    // A refusal is about what was sent: the next letter takes it away.
    await userEvent.type(field, '{Backspace}8')
    expect(field.getAttribute('aria-invalid')).toBeNull()
  })

  it('keeps what came with the engine from being removed', async () => {
    open({}, [bridge], bridge.id)
    await userEvent.click(screen.getByRole('button', { name: 'More actions for bridge' }))
    const remove = await screen.findByRole('menuitem', { name: /Remove/ })
    expect(remove.getAttribute('aria-disabled')).toBe('true')
  })
})
