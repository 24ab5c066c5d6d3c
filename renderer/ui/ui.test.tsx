import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Square } from 'lucide-react'
import { useState } from 'react'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startI18n } from '../i18n/i18n.ts'
import { Button } from './button.tsx'
import { Checkbox } from './checkbox.tsx'
import { CommandHoverProvider } from './command-hover.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { CopyButton } from './copy-button.tsx'
import { IconButton } from './icon-button.tsx'
import { KeyValue } from './key-value.tsx'
import { Menu } from './menu.tsx'
import { SearchField } from './search-field.tsx'
import { Segmented } from './segmented.tsx'
import { Switch } from './switch.tsx'
import { Tabs } from './tabs.tsx'
import { TextField } from './text-field.tsx'
import { TooltipLayer } from './tooltip-layer.tsx'

beforeAll(() => startI18n('en'))
afterEach(cleanup)

test('a disabled button does nothing, keeps its focus and says why', async () => {
  const press = vi.fn()
  const user = userEvent.setup()
  render(
    <Button disabledReason="Not running" onClick={press}>
      Stop
    </Button>,
  )
  const button = screen.getByRole('button', { name: 'Stop' })
  await user.click(button)
  await user.tab()
  expect(press).not.toHaveBeenCalled()
  expect(button.getAttribute('aria-disabled')).toBe('true')
  expect(button.getAttribute('aria-description')).toBe('Not running')
})

test('a working button keeps its words and cannot be pressed twice', async () => {
  const press = vi.fn()
  render(
    <Button isWorking onClick={press}>
      Restarting
    </Button>,
  )
  await userEvent.click(screen.getByRole('button', { name: 'Restarting', busy: true }))
  expect(press).not.toHaveBeenCalled()
})

test('a control with a command tells it while the pointer or the focus is on it', async () => {
  const tell = vi.fn()
  const user = userEvent.setup()
  render(
    <CommandHoverProvider value={tell}>
      <IconButton label="Stop web" icon={Square} command="docker stop web" />
    </CommandHoverProvider>,
  )
  await user.hover(screen.getByRole('button', { name: 'Stop web' }))
  expect(tell).toHaveBeenLastCalledWith('docker stop web')
  await user.unhover(screen.getByRole('button', { name: 'Stop web' }))
  expect(tell).toHaveBeenLastCalledWith(null)
  await user.tab()
  expect(tell).toHaveBeenLastCalledWith('docker stop web')
})

test('a tooltip shows name, shortcut and command on keyboard focus', async () => {
  render(
    <>
      <IconButton label="Stop web" icon={Square} shortcut="S" command="docker stop web" />
      <TooltipLayer />
    </>,
  )
  await userEvent.tab()
  await waitFor(() => expect(screen.getByText('docker stop web')).toBeTruthy())
})

test('a menu runs its entry, skips a disabled one and closes', async () => {
  const start = vi.fn()
  const stop = vi.fn()
  const user = userEvent.setup()
  render(
    <Menu
      trigger={<Button>Actions</Button>}
      items={[
        { kind: 'item', id: 'start', label: 'Start', disabledReason: 'It runs already', onSelect: start },
        { kind: 'separator', id: 'line' },
        { kind: 'item', id: 'stop', label: 'Stop', shortcut: 'S', onSelect: stop },
      ]}
    />,
  )
  await user.click(screen.getByRole('button', { name: 'Actions' }))
  const disabled = await screen.findByRole('menuitem', { name: /^Start/ })
  expect(disabled.textContent).toContain('It runs already')
  await user.click(disabled)
  await user.click(screen.getByRole('menuitem', { name: /^Stop/ }))
  expect(start).not.toHaveBeenCalled()
  expect(stop).toHaveBeenCalledOnce()
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
})

function Confirm({ onConfirm, onClose }: { readonly onConfirm: () => void; readonly onClose: () => void }) {
  return (
    <ConfirmDialog
      open
      title="Remove web?"
      command="docker rm web"
      confirmLabel="Remove"
      tone="destroy"
      isWorking={false}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      Its data in volume data stays.
    </ConfirmDialog>
  )
}

test('a destructive dialog starts on Cancel: Enter cancels, Control Enter confirms, Escape closes', async () => {
  const confirm = vi.fn()
  const close = vi.fn()
  const user = userEvent.setup()
  render(<Confirm onConfirm={confirm} onClose={close} />)
  expect(screen.getByRole('alertdialog', { name: 'Remove web?' }).textContent).toContain('docker rm web')
  const cancel = screen.getByRole('button', { name: 'Cancel' })
  await waitFor(() => expect(document.activeElement).toBe(cancel))
  await user.keyboard('{Enter}')
  expect(close).toHaveBeenCalledOnce()
  expect(confirm).not.toHaveBeenCalled()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(confirm).toHaveBeenCalledOnce()
  await user.keyboard('{Escape}')
  expect(close).toHaveBeenCalledTimes(2)
})

test('tabs: arrows move and choose, a disabled one is reached but not chosen', async () => {
  const change = vi.fn()
  const user = userEvent.setup()
  function Page() {
    const [tab, setTab] = useState<'logs' | 'stats' | 'terminal'>('logs')
    const choose = (id: typeof tab) => {
      change(id)
      setTab(id)
    }
    return (
      <Tabs
        label="Views"
        value={tab}
        onChange={choose}
        tabs={[
          { id: 'logs', label: 'Logs' },
          { id: 'stats', label: 'Stats', count: 3 },
          { id: 'terminal', label: 'Terminal', disabledReason: 'Not running' },
        ]}
      />
    )
  }
  render(<Page />)
  await user.tab()
  await user.keyboard('{ArrowRight}')
  expect(screen.getByRole('tab', { name: /Stats/, selected: true }).getAttribute('aria-controls')).toBe(
    'panel-stats',
  )
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Terminal' }))
  expect(change.mock.calls).toEqual([['stats']])
})

test('segments are radio buttons', async () => {
  const choose = vi.fn()
  render(
    <Segmented
      label="Scope"
      value="all"
      onChange={choose}
      options={[
        { id: 'all', label: 'All', count: 17 },
        { id: 'running', label: 'Running', count: 10 },
      ]}
    />,
  )
  expect(screen.getByRole('radiogroup', { name: 'Scope' })).toBeTruthy()
  await userEvent.click(screen.getByRole('radio', { name: /Running/ }))
  expect(choose).toHaveBeenCalledWith('running')
})

test('Escape clears a search field first, and only then goes on to the view', async () => {
  const outer = vi.fn()
  const user = userEvent.setup()
  function Field() {
    const [value, setValue] = useState('redis')
    return (
      <SearchField label="Filter" placeholder="Filter" value={value} onChange={setValue} onKeyDown={outer} />
    )
  }
  render(<Field />)
  const field = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Filter' })
  await user.click(field)
  await user.keyboard('{Escape}')
  expect(field.value).toBe('')
  expect(outer).not.toHaveBeenCalled()
  await user.keyboard('{Escape}')
  expect(outer).toHaveBeenCalledOnce()
})

test('a field with an error says so to everyone', () => {
  render(<TextField label="Name" value="study db" onChange={() => {}} error="Use letters, digits, . _ -" />)
  const field = screen.getByRole('textbox', { name: 'Name' })
  expect(field.getAttribute('aria-invalid')).toBe('true')
  const note = document.getElementById(field.getAttribute('aria-describedby') ?? '')
  expect(note?.textContent).toBe('Use letters, digits, . _ -')
})

test('a switch and a mixed checkbox have their roles and states', () => {
  render(
    <>
      <Switch label="Follow" checked onChange={() => {}} />
      <Checkbox label="Tick all" checked="mixed" onChange={() => {}} />
    </>,
  )
  expect(screen.getByRole('switch', { name: 'Follow', checked: true })).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Tick all' }).indeterminate).toBe(true)
})

test('a secret is dots until it is asked for', async () => {
  render(
    <dl>
      <KeyValue label="PASSWORD" value="hunter2" isSecret />
    </dl>,
  )
  expect(screen.queryByText('hunter2')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show PASSWORD' }))
  expect(screen.getByText('hunter2')).toBeTruthy()
})

test('copying says so', async () => {
  const user = userEvent.setup()
  render(<CopyButton text="docker ps" label="Copy the command" />)
  await user.click(screen.getByRole('button', { name: 'Copy the command' }))
  expect(await navigator.clipboard.readText()).toBe('docker ps')
  expect(await screen.findByText('Copied')).toBeTruthy()
})
