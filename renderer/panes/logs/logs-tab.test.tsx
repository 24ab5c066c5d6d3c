import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineError } from '../../../shared/errors.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { useCompanion } from '../../store/companion.ts'
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
  await startI18n('en')
  setLogsView({ isWrapped: false, timeFormat: 'utc', span: 'lines10k', isHistogramShown: true })
  host = new FakeLogHost()
  const createThread = () => new InlineThread()
  store = new LogStore({
    app: host.app,
    containers: [{ id: 'c1', name: 'c1' }],
    start: { tail: 100 },
    createThread,
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

const container = fakeContainer({ name: 'shop-api-1', state: 'running' })
const sample = [
  'INFO one',
  'WARN two',
  { text: 'ERROR three timeout', source: 'stderr' as const },
  'DEBUG four',
  '<img src=x onerror=alert(1)> timeout',
]

async function show(lines: Parameters<typeof packBatch>[0] = sample) {
  const user = userEvent.setup()
  render(<LogsTab container={container} />)
  host.last.queue.push(packBatch(lines))
  await waitFor(() => expect(rows()).toHaveLength(lines.length))
  return user
}
const rows = () => within(screen.getByRole('log')).queryAllByRole('listitem')
const chip = (name: RegExp) => screen.getByRole('button', { name })

describe('LogsTab', () => {
  it('shows each line with its time, level and message', async () => {
    await show()
    expect(rows()[2]?.textContent).toBe('22:13:20.000ERRORERROR three timeout')
    expect(screen.getByText('5 lines kept')).toBeTruthy()
  })

  it('shows when the lines were written, says what is in view, and goes there by key', async () => {
    const lines = Array.from({ length: 200 }, (_, at) => ({
      text: at === 150 ? 'ERROR x' : 'INFO x',
      seconds: 1_700_000_000 + at,
    }))
    const user = userEvent.setup()
    render(<LogsTab container={container} />)
    host.last.queue.push(packBatch(lines))
    const brush = await screen.findByRole('slider', { name: 'Time of the lines in view' })
    await waitFor(() => expect(brush.getAttribute('aria-valuetext')).toMatch(/to 22:16:38$/))
    brush.focus()
    await user.keyboard('{Home}')
    await waitFor(() => expect(brush.getAttribute('aria-valuetext')).toMatch(/^22:13:20 to/))
    expect(rows()[0]?.dataset['row']).toBe('0')
    await user.keyboard('{ArrowRight}')
    await waitFor(() => expect(brush.getAttribute('aria-valuetext')).toMatch(/^22:13:22 to/))
    await user.keyboard('{End}')
    await waitFor(() => expect(rows().at(-1)?.dataset['row']).toBe('199'))
    await user.click(screen.getByRole('button', { name: 'Log view options' }))
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Lines over time' }))
    expect(screen.queryByRole('slider')).toBeNull()
  })

  it('shows what looks like HTML as text', async () => {
    await show()
    expect(rows()[4]?.querySelector('img')).toBeNull()
    expect(rows()[4]?.textContent).toContain('<img src=x onerror=alert(1)>')
  })

  it('hides a level by its chip, shows it alone by a double-click', async () => {
    const user = await show()
    expect(chip(/^Error/).textContent).toBe('Error1')
    await user.click(chip(/^Info/))
    await waitFor(() => expect(rows()).toHaveLength(4))
    expect(chip(/^Info/).getAttribute('aria-pressed')).toBe('false')
    await user.dblClick(chip(/^Error/))
    await waitFor(() => expect(rows()).toHaveLength(1))
    await user.dblClick(chip(/^Error/))
    await waitFor(() => expect(rows()).toHaveLength(5))
  })

  it('shows only the lines that match, or only those that do not, and all again', async () => {
    const user = await show()
    await user.type(screen.getByRole('searchbox'), 'timeout')
    await user.keyboard('{Alt>}{Enter}{/Alt}')
    await waitFor(() => expect(rows()).toHaveLength(2))
    await user.click(screen.getByRole('button', { name: 'More ways to find' }))
    const without = await screen.findByRole('menuitemcheckbox', { name: /Lines that do not match/ })
    expect(screen.getByRole('menuitemcheckbox', { name: /Only matching/, checked: true })).toBeTruthy()
    await user.click(without)
    await waitFor(() => expect(rows()).toHaveLength(3))
    await user.clear(screen.getByRole('searchbox'))
    await waitFor(() => expect(rows()).toHaveLength(5))
    await user.type(screen.getByRole('searchbox'), 'nowhere')
    await user.keyboard('{Alt>}i{/Alt}')
    await user.click(await screen.findByRole('button', { name: 'Show all lines' }))
    await waitFor(() => expect(rows()).toHaveLength(5))
  })

  it('finds text, marks it, counts, and goes on by Enter and back by Shift Enter', async () => {
    const user = await show()
    const field = screen.getByRole('searchbox', { name: 'Find in the log' })
    await user.type(field, 'timeout')
    await screen.findByText('2 of 2')
    await waitFor(() => expect(document.querySelectorAll('mark')).toHaveLength(2))
    await user.keyboard('{Enter}')
    await screen.findByText('1 of 2')
    await user.keyboard('{Shift>}{Enter}{/Shift}')
    await screen.findByText('2 of 2')
    await user.clear(field)
    await user.type(field, 'zzz')
    await screen.findByText('No matches')
  })

  it('says why an expression is none', async () => {
    const user = await show()
    await user.click(screen.getByRole('button', { name: 'Regular expression' }))
    await user.type(screen.getByRole('searchbox', { name: 'Find in the log' }), '(')
    expect((await screen.findByRole('alert')).textContent).toBe(
      'Not a regular expression: Unterminated group',
    )
  })

  it('stops following on a turn of the wheel and comes back by the pill', async () => {
    const user = await show(Array.from({ length: 100 }, (_, at) => `line ${at}`).slice(0, 21))
    const log = screen.getByRole('log')
    const follow = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Follow' })
    expect(follow().checked).toBe(true)
    act(
      () => void log.dispatchEvent(new WheelEvent('wheel', { deltaY: -10, cancelable: true, bubbles: true })),
    )
    await waitFor(() => expect(follow().checked).toBe(false))
    host.last.queue.push(packBatch(['x', 'ERROR y', 'z']))
    await user.click(await screen.findByRole('button', { name: '3 new lines, 1 error' }))
    await waitFor(() => expect(follow().checked).toBe(true))
  })

  it('expands a line of JSON', async () => {
    const user = await show(['{"level":"info","req":{"id":"01"}}'])
    await user.click(screen.getByRole('button', { name: 'Show the fields' }))
    expect(await screen.findByText('req.id')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Hide the fields' }))
    await waitFor(() => expect(screen.queryByText('req.id')).toBeNull())
  })

  it('draws what happened across the log', async () => {
    await show()
    host.last.queue.push(packBatch([], { kind: 'ended', atMs: Date.now(), exitCode: 137, cause: null }))
    expect(await screen.findByText(/^Container ended \d\d:\d\d:\d\d, exit 137$/)).toBeTruthy()
  })

  it('moves by arrow keys, jumps to the next error by N', async () => {
    const user = await show()
    act(() => screen.getByRole('log').focus())
    await user.keyboard('{ArrowDown}')
    await waitFor(() => expect(document.activeElement).toBe(rows()[0]))
    await user.keyboard('n')
    await waitFor(() => expect(document.activeElement).toBe(rows()[2]))
    await user.keyboard('4')
    await waitFor(() => expect(rows()).toHaveLength(4))
  })

  it('copies all lines after Ctrl A', async () => {
    const user = await show()
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    act(() => screen.getByRole('log').focus())
    await user.keyboard('{Control>}a{/Control}')
    await waitFor(() => expect(screen.getByRole('log').dataset['all']).toBe('true'))
    act(
      () =>
        void screen.getByRole('log').dispatchEvent(new Event('copy', { bubbles: true, cancelable: true })),
    )
    await waitFor(() => expect(write).toHaveBeenCalled())
    expect(write.mock.calls[0]?.[0].split('\n')).toHaveLength(6)
  })

  it('shows the command that prints the same', async () => {
    await show()
    expect(useCompanion.getState().viewCommand).toBe(
      'docker logs --follow --tail 100 --timestamps shop-api-1',
    )
  })

  it('says when there is no output yet', async () => {
    render(<LogsTab container={container} />)
    host.last.queue.push(packBatch([]))
    expect(await screen.findByText('No output yet')).toBeTruthy()
  })

  it('says which logging driver keeps the log from being read, and how to change it', async () => {
    host.logDriver = 'syslog'
    render(<LogsTab container={container} />)
    host.last.queue.fail(new EngineError('unsupported', 'configured logging driver does not support reading'))
    const alert = await screen.findByRole('alert')
    await waitFor(() => expect(alert.textContent).toContain('“syslog”'))
    expect(alert.textContent).toContain('docker run --log-driver json-file')
  })
})
