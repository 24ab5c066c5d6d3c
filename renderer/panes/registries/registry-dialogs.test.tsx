// @vitest-environment happy-dom
import { act, cleanup, configure, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ErrorCode } from '../../../shared/errors.ts'
import { EngineError } from '../../../shared/errors.ts'
import type { RegistryAccounts, RegistrySettings } from '../../../shared/registry.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import {
  closeRegistryDialog,
  openPullDialog,
  openPushDialog,
  openSignInDialog,
} from '../../actions/registry-dialog-store.ts'
import { AppContextProvider } from '../../app-context.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { fakeImage } from '../../testing/fake-image.ts'
import { fakeTask } from '../../testing/fake-task.ts'
import { RegistryDialogs } from './registry-dialogs.tsx'

await startI18n('en')
// A busy machine is no failure.
configure({ asyncUtilTimeout: 5_000 })

afterEach(() => {
  closeRegistryDialog()
  cleanup()
})

const accounts: RegistryAccounts = {
  accounts: [
    {
      registry: 'ghcr.io',
      username: 'someone',
      isToken: false,
      storage: { kind: 'helper', helper: 'pass' },
    },
  ],
  file: '/home/a/.docker/config.json',
  failures: [],
}
const settings: RegistrySettings = {
  mirrors: ['https://mirror.example/'],
  insecureRegistries: [],
  insecureNetworks: [],
  system: 'linux',
  daemonFile: null,
}

function open(dialog: () => void, calls: SomeHandlers['calls'] = {}) {
  const app = fakeApp([], {
    calls: {
      'registry.accounts': async () => accounts,
      'registry.settings': async () => settings,
      ...calls,
    },
  })
  dialog()
  render(
    <AppContextProvider value={app}>
      <RegistryDialogs />
    </AppContextProvider>,
  )
  return app
}
const field = () => screen.getByRole('textbox', { name: 'Image' })
const button = (name: string) => screen.getByRole('button', { name })
const fact = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent
const failed = (code: ErrorCode) => ({ state: 'failed', error: new EngineError(code, 'said').data }) as const

describe('pulling', () => {
  test('says in full what a short name means, and who is asked first', async () => {
    open(() => openPullDialog('nginx'))
    expect(fact('Registry')).toBe('Docker Hub')
    expect(fact('Repository')).toBe('library/nginx')
    expect(fact('Tag')).toBe('latest, because none is written')
    await waitFor(() => expect(fact('Asked first')).toBe('https://mirror.example/'))
    await waitFor(() => expect(fact('Account')).toContain('Not signed in'))
  })

  test('says as whom a registry will be asked', async () => {
    open(() => openPullDialog('ghcr.io/acme/api:2'))
    await waitFor(() => expect(fact('Account')).toBe('Signed in as someone'))
    expect(screen.queryByText('Asked first')).toBe(null)
  })

  test('complains while a name is written, not before', async () => {
    const pull = vi.fn()
    open(() => openPullDialog(), { 'image.pull': pull })
    expect(field().getAttribute('aria-invalid')).toBe(null)
    await userEvent.type(field(), 'Nginx')
    expect(screen.getByText('Names are in lower case')).toBeTruthy()
    await userEvent.click(button('Pull'))
    expect(pull).not.toHaveBeenCalled()
  })

  test('all tags and one tag exclude each other', async () => {
    open(() => openPullDialog('nginx:1.27'))
    await userEvent.click(screen.getByRole('checkbox', { name: 'All tags of the repository' }))
    expect(screen.getByText('Leave the tag out to mean all of them')).toBeTruthy()
  })

  test('asks for exactly what was chosen', async () => {
    const pull = vi.fn(async () => ({ taskId: 't', transferUrl: null }))
    open(() => openPullDialog('nginx'), { 'image.pull': pull })
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Platform' }), 'linux/arm64')
    await userEvent.click(screen.getByRole('checkbox', { name: 'All tags of the repository' }))
    await userEvent.click(button('Pull'))
    expect(pull).toHaveBeenCalledWith(
      { reference: 'nginx', platform: 'linux/arm64', allTags: true },
      expect.anything(),
    )
  })

  test.each([
    ['unauthorized', 'Sign in to Docker Hub'],
    ['rate-limited', 'Sign in to Docker Hub'],
  ] as const)('%s offers to sign in', async (code, name) => {
    const app = open(() => openPullDialog('nginx'), {
      'image.pull': async () => ({ taskId: 't', transferUrl: null }),
    })
    await userEvent.click(button('Pull'))
    act(() => {
      const task = fakeTask({ id: 't', kind: 'image.pull', subject: 'nginx', ...failed(code) })
      app.tasks.apply({ kind: 'snapshot', items: [task] })
    })
    await userEvent.click(await screen.findByRole('button', { name }))
    expect(screen.getByRole('dialog', { name: 'Sign in to a registry' })).toBeTruthy()
  })

  test('not found offers to try again, and no account', async () => {
    const app = open(() => openPullDialog('nginx'), {
      'image.pull': async () => ({ taskId: 't', transferUrl: null }),
    })
    await userEvent.click(button('Pull'))
    act(() => {
      const task = fakeTask({ id: 't', kind: 'image.pull', subject: 'nginx', ...failed('not-found') })
      app.tasks.apply({ kind: 'snapshot', items: [task] })
    })
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Sign in to Docker Hub' })).toBe(null)
  })
})

describe('pushing', () => {
  test('offers the other tags of the image', async () => {
    const app = open(() => openPushDialog('shop/api:1'))
    act(() =>
      app.images.apply({
        kind: 'snapshot',
        items: [fakeImage({ tags: ['shop/api:1', 'ghcr.io/shop/api:1'] })],
      }),
    )
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Which tag' }), 'ghcr.io/shop/api:1')
    expect(fact('Registry')).toBe('ghcr.io')
  })

  test('warns of the namespace that is Docker’s own', () => {
    open(() => openPushDialog('nginx:1'))
    expect(screen.getByText(/keeps this namespace for its own images/)).toBeTruthy()
  })
})

describe('signing in', () => {
  const fill = async () => {
    await userEvent.type(screen.getByLabelText('User name'), 'me')
    await userEvent.type(screen.getByLabelText('Password or access token'), 'secret')
  }

  test('without a helper nothing is sent until the person agrees to base64', async () => {
    const signIn = vi.fn(async () => null)
    open(() => openSignInDialog('ghcr.io'), {
      'registry.storage': async () => ({ kind: 'file', file: '/home/a/.docker/config.json' }),
      'registry.signIn': signIn,
    })
    expect(await screen.findByText(/in base64, which is not encryption/)).toBeTruthy()
    await fill()
    await userEvent.click(button('Sign in'))
    expect(signIn).not.toHaveBeenCalled()
    await userEvent.click(screen.getByRole('checkbox', { name: 'Write it to this file all the same' }))
    await userEvent.click(button('Sign in'))
    expect(signIn).toHaveBeenCalledWith(
      { registry: 'ghcr.io', username: 'me', secret: 'secret', allowPlainText: true },
      expect.anything(),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBe(null))
  })

  test('with a helper it says which one keeps the secret', async () => {
    open(() => openSignInDialog('ghcr.io'), {
      'registry.storage': async () => ({ kind: 'helper', helper: 'pass' }),
    })
    expect(await screen.findByText(/Kept by pass/)).toBeTruthy()
    expect(screen.queryByRole('checkbox')).toBe(null)
  })

  test('the password stays out of the command', async () => {
    open(() => openSignInDialog('ghcr.io'), {
      'registry.storage': async () => ({ kind: 'helper', helper: 'pass' }),
    })
    await fill()
    expect(document.body.textContent).toContain('login --username me ghcr.io')
    expect(document.body.textContent).not.toContain('secret')
  })
})
