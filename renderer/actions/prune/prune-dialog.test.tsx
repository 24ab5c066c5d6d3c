// @vitest-environment happy-dom
import { cleanup, configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { EngineError } from '../../../shared/errors.ts'
import type { PruneItem, PruneRunParams } from '../../../shared/prune.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import { AppContextProvider } from '../../app-context.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { PruneDialog } from './prune-dialog.tsx'

await startI18n('en')
configure({ asyncUtilTimeout: 5_000 })

function item(
  kind: PruneItem['kind'],
  group: PruneItem['group'],
  name: string,
  more: Partial<PruneItem> = {},
) {
  const nothing = { createdAtMs: null, sinceMs: null, affected: [], project: null, stamp: `stamp of ${name}` }
  return { kind, group, id: name, name, bytes: 2_000_000, ...nothing, ...more } as PruneItem
}
const items = [
  item('container', 'container', 'old-job', { reason: 'ended', loss: 'written-files' }),
  item('network', 'network', 'shop_default', {
    reason: 'no-running-container',
    loss: 'containers-without-network',
    affected: ['shop-db-1'],
    bytes: null,
  }),
  item('volume', 'volume-named', 'study_data', { reason: 'no-mount', loss: 'data', project: 'study' }),
]

afterEach(cleanup)

const kinds = ['container', 'network', 'volume'] as const
function open(calls: NonNullable<SomeHandlers['calls']>) {
  let closed = 0
  render(
    <AppContextProvider value={fakeApp([], { calls })}>
      <PruneDialog kinds={kinds} onClose={() => (closed += 1)} />
    </AppContextProvider>,
  )
  return { closed: () => closed }
}
const dialog = () => screen.findByRole('alertdialog', { name: 'Clean up' })

test('only what is ticked is removed, after the word is typed', async () => {
  const runs: PruneRunParams[] = []
  const { closed } = open({
    'prune.plan': async () => ({ measuredAtMs: 1, items }),
    'prune.run': async (params) => {
      runs.push(params)
      return { taskId: 'a', transferUrl: null }
    },
  })
  const shown = within(await dialog())
  const tick = (name: string) => shown.getByRole('checkbox', { name: `Clean up ${name}` })
  // Data, and what a container still needs, are not ticked by themselves.
  expect(tick('old-job')).toHaveProperty('checked', true)
  expect(tick('shop_default')).toHaveProperty('checked', false)
  expect(tick('study_data')).toHaveProperty('checked', false)
  shown.getByText('shop-db-1 can no longer start')
  shown.getByText(/Compose project study makes it again, empty/)
  await userEvent.click(tick('study_data'))
  await userEvent.click(tick('old-job'))
  const confirm = () => shown.getByRole('button', { name: 'Remove 1 object' })
  expect(confirm().getAttribute('aria-disabled')).toBe('true')
  await userEvent.type(shown.getByRole('textbox'), 'prune')
  // It is all that the engine's own prune would take.
  shown.getByText('docker volume prune --all --force')
  await userEvent.click(confirm())
  await expect.poll(closed).toBe(1)
  const { kind, group, id, name, bytes, stamp } = items[2] as PruneItem
  const whole = ['image-dangling', 'image-unused', 'build-cache', 'volume-anonymous', 'volume-named']
  expect(runs).toEqual([{ items: [{ kind, group, id, name, bytes, stamp }], whole }])
})

test('a group is ticked as a whole, and its command is the one prune command', async () => {
  open({ 'prune.plan': async () => ({ measuredAtMs: 1, items }) })
  const shown = within(await dialog())
  await userEvent.click(shown.getByRole('checkbox', { name: 'Clean up: Named volumes' }))
  shown.getByText('docker container prune --force && docker volume prune --all --force')
  shown.getByText(/^Frees about 4\.0.MB$/)
})

test('closing gives the plan up, and with it the engine’s measuring', async () => {
  let signal: AbortSignal | null = null
  const { closed } = open({
    'prune.plan': (_, given) => {
      signal = given
      return new Promise(() => undefined)
    },
  })
  await screen.findByText(/^Looking for what nothing uses/)
  await expect.poll(() => signal).not.toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(closed()).toBe(1)
  cleanup()
  await expect.poll(() => signal?.aborted).toBe(true)
})

test('a failure is told and can be tried again', async () => {
  let tries = 0
  open({
    'prune.plan': async () => {
      tries += 1
      if (tries === 1) throw new EngineError('engine-failed', 'a disk usage operation is already running')
      return { measuredAtMs: 1, items: [] }
    },
  })
  expect((await screen.findByRole('alert')).textContent).toContain('already running')
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await screen.findByText('Nothing to clean up')
})
