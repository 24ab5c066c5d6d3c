import type { Page } from '@playwright/test'
import { docker, expect, removeAll, run, test } from '../fixtures.ts'

const label = ['--label', 'bayplan.test=1'] as const

test.afterEach(async ({ engine }) => {
  await removeAll(engine)
  await docker(engine, 'network', 'prune', '--force', '--filter', 'label=bayplan.test=1')
})

const networks = (page: Page) => page.getByRole('navigation', { name: 'Networks', exact: true })
const stations = (page: Page, network: string) =>
  page.getByRole('group', { name: `Containers on ${network}` })

test('makes a network, joins two containers, tests what they reach, and takes it all back', async ({
  engine,
  openApp,
}) => {
  await docker(engine, 'network', 'create', ...label, '--subnet', '10.90.0.0/16', 'other-net')
  await run(engine, 'net-db', 'bb', 'sh', '-c', 'httpd -p 5432 && exec sleep 100000')
  await run(engine, 'net-app', 'bb', 'sleep', '100000')
  const page = await openApp('#/networks')

  // A subnet that overlaps is told with the other network's name, before the engine is asked.
  await page.getByRole('button', { name: 'New network' }).click()
  const creating = page.getByRole('dialog', { name: 'New network' })
  await creating.getByLabel('Name').fill('study-net')
  await creating.getByLabel('Subnet').fill('10.90.5.0/24')
  await expect(creating.getByText('Overlaps with other-net (10.90.0.0/16).')).toBeVisible()
  await creating.getByLabel('Subnet').fill('10.91.0.0/24')
  await creating.getByText('More options').click()
  await creating.getByLabel('Labels').fill('bayplan.test=1')
  await expect(creating).toContainText(
    'network create --subnet 10.91.0.0/24 --label bayplan.test=1 study-net',
  )
  await creating.getByRole('button', { name: 'Create network' }).click()
  await expect(page.getByRole('heading', { name: 'study-net', exact: true })).toBeVisible()
  await expect(networks(page).getByRole('link', { name: 'study-net, bridge, 0 containers' })).toBeVisible()

  // What only the engine knows to be wrong comes back to its field.
  const connect = page.getByRole('button', { name: 'Connect a container to study-net' })
  await connect.click()
  const connecting = page.getByRole('dialog', { name: 'Connect a container to study-net' })
  await connecting.getByLabel('Container').selectOption('net-db')
  await connecting.getByLabel('More names').fill('database, store')
  await connecting.getByLabel('IPv4 address').fill('10.92.0.9')
  await expect(connecting.getByText('10.92.0.9 is not in 10.91.0.0/24.')).toBeVisible()
  await connecting.getByLabel('IPv4 address').fill('10.91.0.0')
  await connecting.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(connecting.getByText('The engine does not give out this address.')).toBeVisible()
  await connecting.getByLabel('IPv4 address').fill('10.91.0.50')
  await connecting.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(connecting).toBeHidden()
  const row = page.getByRole('row', { name: /net-db/ })
  await expect(row).toContainText('10.91.0.50')
  await expect(row).toContainText('database')
  await expect(
    stations(page, 'study-net').getByRole('link', { name: /^net-db, 10\.91\.0\.50/ }),
  ).toBeVisible()

  await connect.click()
  await connecting.getByLabel('Container').selectOption('net-app')
  await connecting.getByRole('button', { name: 'Connect', exact: true }).click()
  // A container on two networks crosses both lines.
  await page.getByRole('radio', { name: 'All' }).check({ force: true })
  await expect(page.getByRole('link', { name: /^net-app, .* on study-net, .* on bridge$/ })).toBeVisible()

  await page.getByRole('button', { name: 'Test what net-app can reach' }).click()
  const probe = page.getByRole('dialog', { name: 'Test reachability' })
  await probe.getByLabel('To', { exact: true }).selectOption('net-db')
  await probe.getByLabel('Port').fill('5433')
  await probe.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(probe.getByRole('status')).toContainText('Nothing in net-db listens on port 5433')
  await expect(probe.getByRole('status')).toContainText('For others it listens on 5432.')
  await probe.getByLabel('Port').fill('5432')
  await probe.getByLabel('Name or address').fill('database')
  await probe.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(probe.getByRole('status')).toContainText('net-app reaches net-db at database, port 5432')
  await probe.getByLabel('Name or address').fill('localhost')
  await probe.getByRole('button', { name: 'Test', exact: true }).click()
  await expect(probe.getByRole('status')).toContainText('localhost inside net-app is net-app itself')
  await page.keyboard.press('Escape')

  // Disconnecting needs no question, because it can be taken back with all that was asked for.
  await page.getByRole('button', { name: 'Disconnect net-db' }).click()
  await expect(row).toBeHidden()
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await expect(row).toContainText('10.91.0.50')
  await expect(row).toContainText('database')

  await page.getByRole('button', { name: 'More actions for study-net' }).click()
  await page.getByRole('menuitem', { name: /Remove/ }).click()
  const removing = page.getByRole('alertdialog', { name: 'Remove network study-net?' })
  await expect(removing).toContainText('These 2 containers lose it')
  await expect(removing.getByRole('listitem')).toHaveText(['net-app', 'net-db'])
  await removing.getByRole('button', { name: 'Remove network' }).click()
  // While a dialog is open nothing behind it has a role.
  await expect(removing).toBeHidden()
  await expect(networks(page).getByRole('link', { name: /^study-net/ })).toHaveCount(0)
  const left = await docker(engine, 'network', 'ls', '--format', '{{.Name}}')
  expect(left.split('\n').toSorted()).toEqual(['bridge', 'host', 'none', 'other-net'])
})

test('crowds of containers and names of any kind leave the plan in order', async ({ engine, openApp }) => {
  const hostile = '<img src=x onerror=alert(1)> "quoted" & ünï 网络'
  await docker(engine, 'network', 'create', ...label, hostile)
  const subnets = Array.from({ length: 13 }, (_, index) => `10.93.${index}.0/24`)
  await Promise.all(
    subnets.map((subnet, index) =>
      docker(engine, 'network', 'create', ...label, '--subnet', subnet, `many-${index}`),
    ),
  )
  const names = Array.from({ length: 14 }, (_, index) => `crowd-${index}`)
  await Promise.all(names.map((name) => run(engine, name, '--network', 'many-7', 'bb', 'sleep', '100000')))
  const page = await openApp('#/networks')
  await networks(page)
    .getByRole('link', { name: /^many-7,/ })
    .click()
  await expect(page.getByRole('row')).toHaveCount(15)
  await expect(stations(page, 'many-7').getByRole('link')).toHaveCount(12)
  await expect(page.getByText('and 2 more')).toBeVisible()

  await networks(page).getByRole('link', { name: /^<img/ }).click()
  await expect(page.getByRole('heading', { name: hostile, exact: true })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Filter networks' }).fill('many-1')
  await expect(networks(page).getByRole('link')).toHaveCount(4)
})
