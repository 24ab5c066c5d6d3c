// @vitest-environment happy-dom
import { cleanup, configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EngineError } from '../../../shared/errors.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import { StorageDialogs } from '../../actions/storage-dialogs.tsx'
import { closeVolumeDialog } from '../../actions/volumes/volume-dialog-store.ts'
import { AppContextProvider } from '../../app-context.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { volumeSizes } from '../../store/measurements.ts'
import { useNotices } from '../../store/notices.ts'
import { useVolumesView } from '../../store/volumes-view.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { fakeContainer } from '../../testing/fake-container.ts'
import { fakeVolume } from '../../testing/fake-volume.ts'
import { VolumesPane } from './volumes-pane.tsx'

await startI18n('en')
configure({ asyncUtilTimeout: 5_000 })

const initial = useVolumesView.getState()
const data = fakeVolume('shop_data')
const spare = fakeVolume('spare', { driver: 'rclone', labels: { team: 'web' } })
const made = fakeVolume('ab'.repeat(32), { isAnonymous: true })
const user = fakeContainer({
  name: 'shop-db-1',
  mounts: [{ type: 'volume', source: 'shop_data', target: '/data', isReadOnly: false }],
})

beforeEach(() => {
  useVolumesView.setState(initial, true)
  volumeSizes.use.setState({ value: null, isMeasuring: false, error: null })
  useNotices.setState({ notices: [] })
})
afterEach(() => {
  closeVolumeDialog()
  cleanup()
})

function open(calls: SomeHandlers['calls'] = {}) {
  const app = fakeApp([user], { calls: { 'volume.sizes': async () => null, ...calls } })
  app.volumes.apply({ kind: 'snapshot', items: [data, spare, made] })
  render(
    <AppContextProvider value={app}>
      <VolumesPane name={null} />
      <StorageDialogs />
    </AppContextProvider>,
  )
  return app
}
const names = () =>
  screen
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label')?.split(',')[0])
    .filter((name) => name !== undefined)
const scope = (name: RegExp) => screen.getByRole('radio', { name })
const said = () => useNotices.getState().notices.map(({ title }) => title)

test('each volume says who uses it, and scopes and filter narrow the list', async () => {
  open()
  expect(screen.getByRole('row', { name: 'shop_data, used by shop-db-1, driver local' })).toBeTruthy()
  await userEvent.click(scope(/^Unused/))
  expect(names()).toEqual([made.name, 'spare'])
  await userEvent.click(scope(/^Anonymous/))
  expect(names()).toEqual([made.name])
  await userEvent.click(scope(/^All/))
  await userEvent.type(screen.getByLabelText('Filter volumes'), 'label:team')
  expect(names()).toEqual(['spare'])
})

test('sizes are asked for only when a person asks, and can be given up', async () => {
  const asked: boolean[] = []
  let finish: () => void = () => undefined
  open({
    'volume.sizes': ({ measure }) => {
      asked.push(measure)
      if (!measure) return Promise.resolve(null)
      return new Promise((resolve) => {
        finish = () => resolve({ measuredAtMs: Date.now(), bytes: { shop_data: 2_000_000, spare: null } })
      })
    },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Measure sizes' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Stop' }))
  expect(await screen.findByRole('button', { name: 'Measure sizes' })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Measure sizes' }))
  finish()
  expect(await screen.findByText(/^2\.0.MB, measured just now$/)).toBeTruthy()
  expect(asked).toEqual([false, true, true])
})

test('several are deleted by a typed word, and what a container uses stays', async () => {
  const removed: string[] = []
  open({
    'volume.remove': async ({ name }) => {
      if (name === 'spare') throw new EngineError('engine-failed', 'the driver does not answer')
      removed.push(name)
      return null
    },
  })
  const grid = screen.getByRole('grid', { name: 'Volumes' })
  grid.focus()
  await userEvent.keyboard('{Control>}a{/Control}')
  await userEvent.keyboard('{Delete}')
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete 2 volumes?' })
  expect(dialog.textContent).toContain('1 of them is used by a container and stays.')
  const confirm = () => within(dialog).getByRole('button', { name: 'Delete 2 volumes' })
  expect(confirm().getAttribute('aria-disabled')).toBe('true')
  await userEvent.type(within(dialog).getByRole('textbox'), 'delete')
  await userEvent.click(confirm())
  await expect.poll(said).toEqual(['Deleted 1 of 2 volumes'])
  expect(removed).toEqual([made.name])
})

test('one in use is not deleted; the container is named', async () => {
  open()
  screen.getByRole('grid', { name: 'Volumes' }).focus()
  await userEvent.keyboard('{ArrowDown}{Delete}')
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete volume shop_data?' })
  expect(dialog.textContent).toContain('while shop-db-1 exists')
  expect(within(dialog).queryByRole('textbox')).toBeNull()
  const confirm = within(dialog).getByRole('button', { name: 'Delete volume' })
  expect(confirm.getAttribute('aria-disabled')).toBe('true')
})

test('a volume whose backup fails stays', async () => {
  const removed: string[] = []
  open({
    'volume.export': async () => {
      throw new EngineError('out-of-space', 'no space left on device')
    },
    'volume.remove': async ({ name }) => {
      removed.push(name)
      return null
    },
  })
  screen.getByRole('grid', { name: 'Volumes' }).focus()
  await userEvent.keyboard('{End}{Delete}')
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete volume spare?' })
  await userEvent.type(within(dialog).getByRole('textbox'), 'spare')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Delete volume' }))
  expect((await within(dialog).findByRole('alert')).textContent).toContain('no space left on device')
  expect(removed).toEqual([])
  // Without the tick it goes.
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Back up first' }))
  await userEvent.click(within(dialog).getByRole('button', { name: 'Delete volume' }))
  await expect.poll(said).toEqual(['Deleted volume spare'])
  expect(removed).toEqual(['spare'])
})

test('a new volume is checked while it is typed', async () => {
  const wanted: unknown[] = []
  open({
    'volume.drivers': async () => ['local', 'rclone'],
    'volume.create': async (params) => {
      wanted.push(params)
      return fakeVolume(params.name ?? '')
    },
  })
  await userEvent.click(screen.getByRole('button', { name: 'New volume' }))
  const dialog = await screen.findByRole('dialog', { name: 'New volume' })
  const name = within(dialog).getByRole('textbox', { name: 'Name' })
  await userEvent.type(name, 'spare')
  expect(dialog.textContent).toContain('There is a volume with this name.')
  await userEvent.type(name, '2')
  await userEvent.click(within(dialog).getByRole('radio', { name: 'In memory (tmpfs)' }))
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'Largest size' }), '64m')
  expect(dialog.textContent).toContain('--opt o=size=64m')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Create volume' }))
  await expect.poll(said).toEqual(['Made volume spare2'])
  const options = { type: 'tmpfs', device: 'tmpfs', o: 'size=64m' }
  expect(wanted).toEqual([{ name: 'spare2', driver: 'local', options, labels: {} }])
})
