import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startI18n } from '../../i18n/i18n.ts'
import { setLogsView } from '../../store/logs-view.ts'
import { LogStore } from '../../streams/log-store.ts'
import { fakeContainer } from '../../testing/fake-container.ts'
import { FakeLogHost, InlineThread, packBatch } from '../../testing/fake-logs.ts'
import { LogsTab } from './logs-tab.tsx'

const held = vi.hoisted(() => ({ store: null as unknown }))
vi.mock('./use-log-store.ts', () => ({ useLogStore: () => held.store }))

let host: FakeLogHost
let store: LogStore

beforeEach(async () => {
  localStorage.clear()
  await startI18n('en')
  setLogsView({ isWrapped: false, timeFormat: 'none', span: 'lines10k', isHistogramShown: false })
  host = new FakeLogHost()
  store = new LogStore({
    app: host.app,
    containers: [{ id: 'c1', name: 'c1' }],
    start: { tail: 100 },
    createThread: () => new InlineThread(),
  })
  held.store = store
  // No layout here: the view is as high as is said.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  await vi.waitFor(() => expect(host.openings).toHaveLength(1))
})
afterEach(() => {
  cleanup()
  store.dispose()
  vi.restoreAllMocks()
})

const rows = () => within(screen.getByRole('log')).queryAllByRole('listitem')
const messages = () => rows().map((row) => row.querySelector('[data-message]')?.textContent?.trim())

async function show(lines: Parameters<typeof packBatch>[0], name = 'shop-api-1') {
  const user = userEvent.setup()
  render(<LogsTab container={fakeContainer({ name, state: 'running' })} />)
  host.last.queue.push(packBatch(lines))
  await waitFor(() => expect(rows().length).toBeGreaterThan(0))
  return user
}

const calls = ['a', 'b', 'needle', 'd', 'e'].map((name) => `    at ${name} (/app/index.js:1:2)`)
const trace = ['INFO on', 'ERROR payment failed', ...calls, 'INFO off']
const folded = [
  'INFO on',
  'ERROR payment failed',
  'at a (/app/index.js:1:2)',
  'at b (/app/index.js:1:2)',
  'INFO off',
]

describe('a stack trace', () => {
  it('is folded behind its first calls, and opens by its button and by key', async () => {
    const user = await show(trace)
    await waitFor(() => expect(messages()).toEqual(folded))
    const more = screen.getByRole('button', { name: '3 more frames' })
    expect(more.getAttribute('aria-expanded')).toBe('false')
    expect(rows()[2]?.textContent).toBe('    at a (/app/index.js:1:2)')
    await user.click(more)
    await waitFor(() => expect(rows()).toHaveLength(8))
    await user.click(screen.getByRole('button', { name: 'Fold 3 frames' }))
    await waitFor(() => expect(rows()).toHaveLength(5))
    act(() => screen.getByRole('log').focus())
    await user.keyboard('{ArrowUp}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('INFO off'))
    await user.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('payment failed'))
    await user.keyboard('{ArrowRight}')
    await waitFor(() => expect(rows()).toHaveLength(8))
    await waitFor(() => expect(document.activeElement?.textContent).toContain('payment failed'))
    await user.keyboard('{ArrowLeft}')
    await waitFor(() => expect(messages()).toEqual(folded))
  })

  it('opens for what is found in it, and counts as one error', async () => {
    const user = await show(trace)
    expect(screen.getByRole('button', { name: /^Error/ }).textContent).toBe('Error1')
    await user.type(screen.getByRole('searchbox'), 'needle')
    await screen.findByText('1 of 1')
    await waitFor(() => expect(rows()).toHaveLength(8))
    await waitFor(() => expect(document.querySelector('mark')?.textContent).toBe('needle'))
  })
})

describe('fields', () => {
  const lines = [
    '{"level":30,"time":1763640000000,"msg":"order placed","order":"o_1","ms":12}',
    'level=warn msg="slow order" order=o_2 ms=812',
    'a line without fields',
  ]

  it('become columns on demand, which are moved, remembered and removed', async () => {
    const user = await show(lines, 'columns-1')
    await user.click(screen.getAllByRole('button', { name: 'Show the fields' })[0] as HTMLElement)
    expect(await screen.findByText('info')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'ms' }))
    await user.click(screen.getByRole('button', { name: 'order' }))
    const heads = () =>
      within(screen.getByRole('group', { name: 'Columns' }))
        .getAllByRole('button')
        .map(({ textContent }) => textContent)
    await waitFor(() => expect(heads()).toEqual(['ms', 'order']))
    await user.click(screen.getByRole('button', { name: 'Hide the fields' }))
    const cells = () =>
      rows().map((row) => [...row.querySelectorAll('[data-column]')].map((cell) => cell.textContent))
    await waitFor(() => expect(cells()).toEqual([['12', 'o_1'], ['812', 'o_2'], []]))
    expect(messages()).toEqual(['order placed', 'slow order', 'a line without fields'])

    const head = (name: string) =>
      within(screen.getByRole('group', { name: 'Columns' })).getByRole('button', { name })
    await user.click(head('order'))
    await user.click(await screen.findByRole('menuitem', { name: 'Move left' }))
    await waitFor(() => expect(heads()).toEqual(['order', 'ms']))
    expect(localStorage.getItem('bayplan.log-columns')).toContain('"name":"order"')

    // What is found may stand in any field: the whole line is shown.
    await user.type(screen.getByRole('searchbox'), 'o_2')
    await waitFor(() => expect(messages()[1]).toBe(lines[1]))
    await user.clear(screen.getByRole('searchbox'))
    await user.click(head('ms'))
    await user.click(await screen.findByRole('menuitem', { name: 'Remove all columns' }))
    await waitFor(() => expect(messages()).toEqual(lines))
    expect(screen.queryByRole('group', { name: 'Columns' })).toBeNull()
  })
})

describe('a line among all others', () => {
  it('is shown from a filter, and Escape leads back to it', async () => {
    const user = await show(['INFO one', 'ERROR two', 'INFO three', 'ERROR four'])
    await user.dblClick(screen.getByRole('button', { name: /^Error/ }))
    await waitFor(() => expect(messages()).toEqual(['ERROR two', 'ERROR four']))
    act(() => screen.getByRole('log').focus())
    await user.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('two'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(rows()).toHaveLength(4))
    await waitFor(() => expect(document.querySelector('[data-current]')?.textContent).toContain('two'))
    expect(screen.getByRole('button', { name: /^Back to the found lines/ })).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(messages()).toEqual(['ERROR two', 'ERROR four']))
    expect(screen.queryByRole('button', { name: /^Back to the found lines/ })).toBeNull()
  })

  it('is shown from the matches alone, with its neighbours', async () => {
    const user = await show(['a', 'needle', 'b', 'c'])
    await user.type(screen.getByRole('searchbox'), 'needle')
    await user.keyboard('{Alt>}{Enter}{/Alt}')
    await waitFor(() => expect(messages()).toEqual(['needle']))
    act(() => screen.getByRole('log').focus())
    await user.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('needle'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(messages()).toEqual(['a', 'needle', 'b', 'c']))
    await user.click(screen.getByRole('button', { name: /^Back to the found lines/ }))
    await waitFor(() => expect(messages()).toEqual(['needle']))
  })
})

describe('whole lines', () => {
  it('are selected by Shift with the arrow keys, and copied with what is folded', async () => {
    const user = await show(trace)
    await waitFor(() => expect(rows()).toHaveLength(5))
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    act(() => screen.getByRole('log').focus())
    await user.keyboard('{ArrowUp}')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('INFO off'))
    await user.keyboard('{Shift>}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}')
    await screen.findByText(/^7 lines selected/)
    expect(document.querySelectorAll('[data-selected]')).toHaveLength(4)
    act(
      () =>
        void screen.getByRole('log').dispatchEvent(new Event('copy', { bubbles: true, cancelable: true })),
    )
    await waitFor(() => expect(write).toHaveBeenCalled())
    expect(write.mock.calls[0]?.[0]).toBe(`${trace.slice(1).join('\n')}\n`)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(document.querySelectorAll('[data-selected]')).toHaveLength(0))
  })
})
