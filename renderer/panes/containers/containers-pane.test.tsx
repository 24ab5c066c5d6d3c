import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChangeCounts } from '../../../shared/container.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import { setLanguage } from '../../i18n/i18n.ts'
import { useContainersView } from '../../store/containers-view.ts'
import { fakeCompose, fakeContainer, fakeSample } from '../../testing/fake-container.ts'
import {
  change,
  cursorName,
  frame,
  freshenView,
  grid,
  migrate,
  open,
  row,
  rowNames,
  some,
  study,
  web,
  worker,
} from './pane-rig.tsx'
import type * as statusCell from './status-cell.tsx'

const renders = vi.hoisted(() => new Map<string, number>())

// Every row draws exactly one status cell: counting those counts rows.
vi.mock('./status-cell.tsx', async (original) => {
  const { StatusCell } = await original<typeof statusCell>()
  return {
    StatusCell: (props: Parameters<typeof statusCell.StatusCell>[0]) => {
      renders.set(props.container.name, (renders.get(props.container.name) ?? 0) + 1)
      return StatusCell(props)
    },
  }
})

freshenView()
beforeEach(() => renders.clear())

describe('the list', () => {
  it('is a tree of groups whose rows read as one sentence', () => {
    const { app } = open()
    act(() => app.stats.apply({ samples: [fakeSample(worker.id, { cpuPercent: 96.4 })], ended: [] }))
    const tree = screen.getByRole('treegrid', { name: 'Containers' })
    expect(tree.getAttribute('aria-rowcount')).toBe('7')
    expect(row('shop-migrate-1').getAttribute('aria-label')).toMatch(
      /^shop-migrate-1, Exited 0 .*, nginx:1.29, no measurements, no ports$/,
    )
    expect(row('shop-web-1').getAttribute('aria-label')).toMatch(/port 8080$/)
    expect(row('Project shop').getAttribute('aria-expanded')).toBe('true')
    expect(row('Project shop').getAttribute('aria-label')).toBe('Project shop, 2 of 3 running, 1 completed')
    expect(row('Containers in no project').getAttribute('aria-level')).toBe('1')
    expect(row('shop-web-1').getAttribute('aria-rowindex')).toBe('4')
  })

  it('speaks Chinese', async () => {
    await setLanguage('zh-CN')
    open()
    expect(screen.getByRole('heading', { name: '容器' })).toBeTruthy()
    expect(row('项目 shop').getAttribute('aria-label')).toBe('项目 shop，3 个中 2 个运行中，1 个已完成')
    expect(row('ubuntu-study').getAttribute('aria-label')).toContain('已退出 127')
  })

  it('draws one row for one change', async () => {
    const { app } = open()
    renders.clear()
    act(() => app.containers.apply(change([{ ...worker, health: 'healthy' }])))
    await frame()
    expect(Object.fromEntries(renders)).toEqual({ 'shop-worker-1': 1 })
  })

  it('draws no row for a sample', () => {
    const { app } = open()
    renders.clear()
    act(() => app.stats.apply({ samples: [fakeSample(web.id), fakeSample(worker.id)], ended: [] }))
    expect(renders.size).toBe(0)
    expect(within(row('shop-web-1')).getByText('12.4%')).toBeTruthy()
  })

  it('draws two rows when the cursor moves by one', async () => {
    open()
    grid().focus()
    await userEvent.keyboard('{ArrowDown}{ArrowDown}')
    renders.clear()
    await userEvent.keyboard('{ArrowDown}')
    expect(renders.size).toBe(2)
  })

  it('shows sums only when every running member has a sample', () => {
    const { app } = open()
    act(() => app.stats.apply({ samples: [fakeSample(web.id, { cpuPercent: 10 })], ended: [] }))
    expect(within(row('Project shop')).queryByText('30.0%')).toBeNull()
    act(() => app.stats.apply({ samples: [fakeSample(worker.id, { cpuPercent: 20 })], ended: [] }))
    expect(within(row('Project shop')).getByText('30.0%')).toBeTruthy()
  })

  it('watches what one looks at and nothing that does not run', () => {
    const { app, unmount } = open()
    expect(app.stats.watched().sort()).toEqual([web.id, worker.id].sort())
    unmount()
    expect(app.stats.watched()).toEqual([])
  })

  it('draws only the rows in view of 1,000 containers', () => {
    open(Array.from({ length: 1000 }, (_, i) => fakeContainer({ name: `svc-${i}` })))
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1001')
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })

  it('shows hostile names as text', () => {
    const html = '<img src=x onerror="window.hacked=1">'
    const long = 'n'.repeat(5000)
    open([
      fakeContainer({ name: html, image: '<script>window.hacked=1</script>' }),
      fakeContainer({ name: '\u202Egnp.exe' }),
      fakeContainer({ name: long, compose: fakeCompose('<b>bold</b>') }),
    ])
    expect(document.querySelector('img, script, b')).toBeNull()
    expect(screen.getByText(html)).toBeTruthy()
    expect(screen.getByText('\u202Egnp.exe').closest('bdi')).toBeTruthy()
    expect(row('n{200},').getAttribute('aria-label')!.length).toBeLessThan(400)
  })

  it('opens published ports where the engine is', () => {
    open()
    const link = within(row('shop-web-1')).getByRole('link', { name: 'Open shop-web-1 at localhost:8080' })
    expect(link.getAttribute('href')).toBe('http://localhost:8080')
    expect(link.getAttribute('rel')).toBe('noreferrer')
  })

  it('fades when the engine is lost and keeps its rows', () => {
    const { app } = open()
    act(() => app.containers.apply({ kind: 'offline' }))
    expect(grid().dataset['stale']).toBe('true')
    expect(row('shop-web-1')).toBeTruthy()
  })
})

describe('empty states', () => {
  it('greets the first use with commands to copy', async () => {
    const user = userEvent.setup()
    open([])
    expect(await screen.findByRole('heading', { name: 'No containers yet' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Copy the command docker compose up --detach' }))
    expect(await navigator.clipboard.readText()).toBe('docker compose up --detach')
    expect(await screen.findByText('Copied. Paste it into a terminal.')).toBeTruthy()
  })

  it('waits for the first list with placeholders, not with a greeting', () => {
    open(null)
    expect(screen.queryByRole('heading', { name: 'No containers yet' })).toBeNull()
    expect(screen.getByRole('status', { name: 'Containers' }).getAttribute('aria-busy')).toBe('true')
  })

  it('fills by itself', async () => {
    const { app } = open([])
    act(() => app.containers.apply(change([web])))
    await frame()
    expect(row('shop-web-1')).toBeTruthy()
  })

  it('says which filter found nothing and clears it', async () => {
    open()
    await userEvent.type(screen.getByRole('searchbox', { name: 'Filter containers' }), 'redis 7')
    expect(await screen.findByText('No container matches “redis 7”')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }))
    expect(await screen.findByRole('treegrid')).toBeTruthy()
  })

  it('says that nothing needs attention', async () => {
    open([web])
    await userEvent.click(screen.getByRole('radio', { name: /Needs attention/ }))
    expect(await screen.findByText('Nothing needs attention')).toBeTruthy()
  })

  it('tells a project that went from one that never was', () => {
    open(some, {}, 'gone')
    expect(screen.getByText('Project gone has no containers')).toBeTruthy()
  })
})

describe('keyboard', () => {
  const keys = async (text: string) => {
    grid().focus()
    await userEvent.keyboard(text)
  }

  it('moves the cursor from row to row', async () => {
    open()
    await keys('{ArrowDown}')
    expect(cursorName()).toBe('shop-migrate-1')
    await keys('{End}')
    expect(cursorName()).toBe('ubuntu-study')
    await keys('{Home}')
    expect(cursorName()).toBe('Project shop')
  })

  it('opens and closes groups, and goes from a member to its header', async () => {
    open()
    await keys('{ArrowDown}{ArrowLeft}')
    expect(cursorName()).toBe('Project shop')
    await keys('{ArrowLeft}')
    expect(rowNames()).toEqual(['Project shop', 'Containers in no project', 'ubuntu-study'])
    await keys('{ArrowRight}')
    expect(rowNames()).toContain('shop-web-1')
  })

  it('ticks with Space, extends with Shift, takes all with Ctrl A, clears with Escape', async () => {
    open()
    await keys('{ArrowDown} ')
    expect(row('shop-migrate-1').getAttribute('aria-selected')).toBe('true')
    await keys('{Shift>}{ArrowDown}{/Shift}')
    expect(screen.getByText('2 selected')).toBeTruthy()
    await keys('{Control>}a{/Control}')
    expect(screen.getByText('4 selected')).toBeTruthy()
    await keys('{Escape}')
    expect(screen.queryByRole('toolbar')).toBeNull()
  })

  it('acts on letters, and not when they are turned off', async () => {
    const started: string[] = []
    const handlers: SomeHandlers = {
      calls: {
        'container.start': async ({ id }) => {
          started.push(id)
          return null
        },
      },
    }
    open(some, handlers)
    useContainersView.setState({ areLettersOn: false })
    await keys('{End}s')
    expect(started).toEqual([])
    useContainersView.setState({ areLettersOn: true })
    await keys('s')
    await waitFor(() => expect(started).toEqual([study.id]))
  })

  it('moves the cursor to the next row when its own is removed', async () => {
    const { app } = open()
    await keys('{ArrowDown}')
    act(() => app.containers.apply(change([], [migrate.id])))
    await frame()
    expect(cursorName()).toBe('shop-web-1')
  })

  it('asks before Delete removes', async () => {
    open(some, {
      calls: {
        'container.changes': async (): Promise<ChangeCounts> => ({ added: 1, changed: 12, deleted: 1 }),
      },
    })
    await keys('{End}{Delete}')
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove ubuntu-study?' })
    expect(within(dialog).getByText(/kept in the bin for 7 days/)).toBeTruthy()
    await userEvent.click(within(dialog).getByRole('radio', { name: 'For good' }))
    expect(await within(dialog).findByText(/14 files changed inside it/)).toBeTruthy()
    expect(within(dialog).getByText('docker rm ubuntu-study')).toBeTruthy()
  })

  it('opens the menu of the row with the keyboard', async () => {
    open()
    await keys('{End}')
    fireEvent.keyDown(grid(), { key: 'F10', shiftKey: true })
    expect(await screen.findByRole('menuitem', { name: /Remove/ })).toBeTruthy()
  })
})
