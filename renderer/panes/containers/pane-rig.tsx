import { act, cleanup, configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach } from 'vitest'
import type { Container } from '../../../shared/container.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import { closeActionDialog } from '../../actions/action-dialog-store.ts'
import { ContainerActionDialogs } from '../../actions/container-action-dialogs.tsx'
import type { AppContext } from '../../app-context.ts'
import { AppContextProvider } from '../../app-context.ts'
import { setLanguage, startI18n } from '../../i18n/i18n.ts'
import { useCompanion } from '../../store/companion.ts'
import { listScroll, resetContainersView, useContainersView } from '../../store/containers-view.ts'
import { useNotices } from '../../store/notices.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { fakeCompose, fakeContainer, fakeExited } from '../../testing/fake-container.ts'
import { ContainersPane } from './containers-pane.tsx'

await startI18n('en')
// A busy machine is no failure.
configure({ asyncUtilTimeout: 5_000 })

export const web = fakeContainer({
  name: 'shop-web-1',
  compose: fakeCompose('shop'),
  ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostIps: ['0.0.0.0'] }],
})
export const worker = fakeContainer({
  name: 'shop-worker-1',
  compose: fakeCompose('shop'),
  health: 'unhealthy',
})
export const migrate = fakeExited(0, { name: 'shop-migrate-1', compose: fakeCompose('shop') })
export const study = fakeExited(127, { name: 'ubuntu-study' })
export const some = [web, worker, migrate, study]

/** Draws the pane with the action dialogs on a client that speaks to these handlers. */
export function open(
  items: readonly Container[] | null = some,
  handlers: SomeHandlers = {},
  project: string | null = null,
) {
  const app: AppContext = fakeApp(items, handlers)
  const view = render(
    <AppContextProvider value={app}>
      <ContainersPane project={project} />
      <ContainerActionDialogs />
    </AppContextProvider>,
  )
  return { app, ...view }
}

/** A tree of groups and members, or a plain grid where there is no group. */
export const grid = () => screen.queryByRole('treegrid') ?? screen.getByRole('grid')
export const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name}`) })
/** As a pointer does: it comes to the row before it presses. */
export async function pressAction(name: string, label: string): Promise<void> {
  await userEvent.hover(row(name))
  await userEvent.click(within(row(name)).getByRole('button', { name: label }))
}
export const rowNames = () =>
  screen
    .getAllByRole('row')
    .map((each) => each.getAttribute('aria-label')?.split(',')[0])
    .filter((name) => name !== undefined)
export const cursorName = () =>
  document
    .getElementById(grid().getAttribute('aria-activedescendant') ?? '')
    ?.getAttribute('aria-label')
    ?.split(',')[0]
export const frame = () =>
  act(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )
export const change = (upserts: readonly Container[], removed: readonly string[] = []) =>
  ({ kind: 'change', upserts, removed, causes: [] }) as const

/** Every test begins with nothing chosen and English. */
export function freshenView(): void {
  beforeEach(() => {
    resetContainersView()
    listScroll.top = 0
    useNotices.setState({ notices: [] })
    useCompanion.setState({ last: null, viewCommand: null, hoverCommand: null })
  })
  afterEach(async () => {
    closeActionDialog()
    cleanup()
    await setLanguage('en')
  })
}

export function tick(containers: readonly Container[]): void {
  act(() => {
    useContainersView.setState({ ticked: new Set(containers.map(({ id }) => id)) })
  })
}
