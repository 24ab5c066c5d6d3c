import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../shared/errors.ts'
import { useCompanion } from '../../store/companion.ts'
import { useContainersView } from '../../store/containers-view.ts'
import { useNotices } from '../../store/notices.ts'
import { fakeRuntime, fakeSample } from '../../testing/fake-container.ts'
import {
  change,
  freshenView,
  grid,
  migrate,
  open,
  pressAction,
  row,
  some,
  study,
  tick,
  web,
  worker,
} from './pane-rig.tsx'

freshenView()

describe('actions', () => {
  it('show the verb at once and the state only when the engine says so', async () => {
    let answer: () => void = () => {}
    const { app } = open(some, {
      calls: { 'container.stop': () => new Promise((resolve) => (answer = () => resolve(null))) },
    })
    await pressAction('shop-web-1', 'Stop shop-web-1')
    expect(within(row('shop-web-1')).getByText('Stopping')).toBeTruthy()
    expect(app.containers.get(web.id)?.state).toBe('running')
    await act(async () => answer())
    expect(within(row('shop-web-1')).getByText('Stopping')).toBeTruthy()
    act(() =>
      app.containers.apply(
        change([{ ...web, state: 'exited', exitCode: 0, runtime: fakeRuntime({ exitCode: 0 }) }]),
      ),
    )
    await waitFor(() => expect(within(row('shop-web-1')).queryByText('Stopping')).toBeNull())
    expect(within(row('shop-web-1')).getByText('Exited 0')).toBeTruthy()
  })

  it('can be undone from the notice, and are remembered with their command', async () => {
    const started: string[] = []
    open(some, {
      calls: {
        'container.stop': async () => null,
        'container.start': async ({ id }) => {
          started.push(id)
          return null
        },
      },
    })
    await pressAction('shop-web-1', 'Stop shop-web-1')
    await waitFor(() => expect(useNotices.getState().notices[0]?.title).toBe('Stopped shop-web-1'))
    expect(useCompanion.getState().last).toMatchObject({ command: 'docker stop shop-web-1', result: 'ok' })
    expect(useNotices.getState().notices[0]?.actions?.[0]?.label).toBe('Start again')
  })

  it('tell one outcome for many: how many went well, and why not the others', async () => {
    open(some, {
      calls: {
        'container.stop': async ({ id }) => {
          if (id === worker.id) throw new EngineError('conflict', 'removal in progress')
          return null
        },
      },
    })
    tick([web, worker, study])
    await userEvent.click(await screen.findByRole('button', { name: 'Stop, applies to 2' }))
    // The notice about progress becomes the one about the end.
    await waitFor(() => expect(useNotices.getState().notices[0]?.title).toBe('Stopped 1 of 2'))
    expect(useNotices.getState().notices).toHaveLength(1)
    const [notice] = useNotices.getState().notices
    expect(notice?.actions?.map(({ label }) => label)).toEqual(['Show results', 'Retry failed'])
    expect(notice?.text).toMatch(/^shop-worker-1: /)
    expect(notice?.details).toContain('removal in progress')
  })

  it('that apply to none of the ticked say why they are off', () => {
    open()
    tick([migrate, study])
    const stop = screen.getByRole('button', { name: 'Stop, applies to 0' })
    expect(stop.getAttribute('aria-disabled')).toBe('true')
    expect(stop.getAttribute('aria-description')).toBe('Applies to none of the selected containers')
  })

  it('forget ticks that a filter hides', async () => {
    open()
    tick([web, study])
    await userEvent.type(screen.getByRole('searchbox'), 'ubuntu')
    await waitFor(() => expect([...useContainersView.getState().ticked]).toEqual([study.id]))
  })

  it('rename tells at the field that a name is taken', async () => {
    open(some, {
      calls: { 'container.rename': () => Promise.reject(new EngineError('conflict', 'already in use')) },
    })
    fireEvent.contextMenu(row('ubuntu-study'))
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Rename…' }))
    const field = await screen.findByRole('textbox', { name: 'New name' })
    await userEvent.clear(field)
    await userEvent.type(field, 'x y')
    expect(screen.getByText('A name has no spaces.')).toBeTruthy()
    await userEvent.clear(field)
    await userEvent.type(field, 'shop-web-1{Enter}')
    expect(await screen.findByText('The name shop-web-1 is already used.')).toBeTruthy()
    expect(field.getAttribute('aria-invalid')).toBe('true')
  })

  it('remove stops a running container first, unless told to kill it', async () => {
    const calls: unknown[] = []
    const record = (name: string) => async (params: unknown) => {
      calls.push([name, params])
      return null
    }
    open(some, {
      calls: {
        'container.changes': async () => ({ added: 0, changed: 0, deleted: 0 }),
        'container.stop': record('stop'),
        'container.remove': record('remove'),
      },
    })
    fireEvent.contextMenu(row('shop-web-1'))
    await userEvent.click(await screen.findByRole('menuitem', { name: /^Remove…/ }))
    const dialog = await screen.findByRole('alertdialog')
    const tick = within(dialog).getByRole('checkbox', { name: 'Stop it first' })
    await userEvent.click(tick)
    expect(within(dialog).getByText(/killed at once/)).toBeTruthy()
    expect(within(dialog).getByText('docker rm --force shop-web-1')).toBeTruthy()
    await userEvent.click(tick)
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove for good' }))
    await waitFor(() => expect(calls).toHaveLength(2))
    expect(calls[0]).toMatchObject(['stop', { id: web.id }])
    expect(calls[1]).toEqual(['remove', { id: web.id, force: false, volumes: false }])
  })
})

describe('side panel', () => {
  it('shows the pressed container and closes with Escape', async () => {
    open()
    await userEvent.click(screen.getByText('ubuntu-study'))
    const panel = await screen.findByRole('complementary')
    expect(within(panel).getByRole('heading', { name: 'ubuntu-study' })).toBeTruthy()
    expect(within(panel).getByText('Exited 127: the command was not found in the image')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    expect(screen.queryByRole('complementary')).toBeNull()
  })

  it('follows the cursor', async () => {
    open()
    await userEvent.click(screen.getByText('ubuntu-study'))
    grid().focus()
    await userEvent.keyboard('{Home}{ArrowDown}')
    expect(await screen.findByRole('heading', { name: 'shop-migrate-1' })).toBeTruthy()
  })

  it('says that its container was removed', async () => {
    const { app } = open()
    await userEvent.click(screen.getByText('ubuntu-study'))
    act(() => app.containers.apply(change([], [study.id])))
    expect(await screen.findByText(/This container was removed/)).toBeTruthy()
  })

  it('sums up several ticked containers', async () => {
    const { app } = open()
    await userEvent.click(screen.getByText('ubuntu-study'))
    act(() => app.stats.apply({ samples: [fakeSample(web.id, { cpuPercent: 5 })], ended: [] }))
    tick([web, study])
    const panel = screen.getByRole('complementary')
    expect(within(panel).getByRole('heading', { name: '2 selected' })).toBeTruthy()
    expect(within(panel).getByText('5.0%')).toBeTruthy()
  })
})
