// @vitest-environment happy-dom
import { act, cleanup, configure, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DiskUsage } from '../../../shared/disk.ts'
import { EngineError } from '../../../shared/errors.ts'
import type { Image, ImageDetails, ImageHistory } from '../../../shared/image.ts'
import type { SomeHandlers } from '../../../shared/testing/fake-handlers.ts'
import { closeImageDialog } from '../../actions/image-dialog-store.ts'
import { AppContextProvider } from '../../app-context.ts'
import { setLanguage, startI18n } from '../../i18n/i18n.ts'
import { useCompanion } from '../../store/companion.ts'
import { useImageSizes } from '../../store/image-sizes.ts'
import { useImagesView } from '../../store/images-view.ts'
import { useNotices } from '../../store/notices.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { fakeContainer } from '../../testing/fake-container.ts'
import { fakeImage } from '../../testing/fake-image.ts'
import { ImagesPane } from './images-pane.tsx'

await startI18n('en')
// A busy machine is no failure.
configure({ asyncUtilTimeout: 5_000 })

const initial = useImagesView.getState()
const web = fakeImage({ tags: ['nginx:1.29', 'nginx:latest'], sizeBytes: 60_000_000 })
const api = fakeImage({ tags: ['shop/api:2.8.1'], sizeBytes: 400_000_000 })
const loose = fakeImage({ id: `sha256:${'ab'.repeat(32)}`, tags: [], sizeBytes: 5_000_000 })
const some = [web, api, loose]
const runs = fakeContainer({ name: 'shop-web-1', imageId: web.id })

beforeEach(() => {
  useImagesView.setState(initial, true)
  useImageSizes.setState({ shared: null })
  useNotices.setState({ notices: [] })
  useCompanion.setState({ last: null, viewCommand: null, hoverCommand: null })
})
afterEach(async () => {
  closeImageDialog()
  cleanup()
  await setLanguage('en')
})

function open(images: readonly Image[] = some, calls: SomeHandlers['calls'] = {}, id: string | null = null) {
  const app = fakeApp([runs], { calls })
  app.images.apply({ kind: 'snapshot', items: images })
  render(
    <AppContextProvider value={app}>
      <ImagesPane id={id} />
    </AppContextProvider>,
  )
  return app
}
const row = (name: string) => screen.getByRole('row', { name: new RegExp(`^${name},`) })
const names = () =>
  screen
    .getAllByRole('row')
    .map((each) => each.getAttribute('aria-label')?.split(',')[0])
    .filter((name) => name !== undefined)
const textOf = (element: Element | null | undefined) => element?.textContent ?? ''
const labelOf = (element: Element) => element.getAttribute('aria-label')
const grid = () => screen.getByRole('grid', { name: 'Images' })

test('each image is one row with all its references, who uses it and its size', () => {
  open()
  expect(labelOf(row('nginx:1.29'))).toMatch(/^nginx:1.29, used by 1 container, 60.0\s?MB, created/)
  within(row('nginx:1.29')).getByText('+1')
  expect(labelOf(row('Untagged abababababab'))).toMatch(/, unused, 5.0\s?MB/)
  expect(useCompanion.getState().viewCommand).toBe('docker image ls')
})

test('scopes and filter narrow the list and say how many there are', async () => {
  open()
  const scope = (name: RegExp) => screen.getByRole('radio', { name })
  expect(textOf(scope(/^Unused/).closest('label'))).toBe('Unused2')
  await userEvent.click(scope(/^In use/))
  expect(names()).toEqual(['nginx:1.29'])
  await userEvent.click(scope(/^Untagged/))
  expect(names()).toEqual(['Untagged abababababab'])
  await userEvent.click(scope(/^All/))
  await userEvent.type(screen.getByRole('searchbox', { name: 'Filter images' }), 'used:shop-web')
  expect(names()).toEqual(['nginx:1.29'])
  await userEvent.clear(screen.getByRole('searchbox'))
  await userEvent.type(screen.getByRole('searchbox'), 'nothing like it')
  screen.getByText('Nothing matches “nothing like it”')
  await userEvent.click(screen.getByRole('button', { name: 'Clear filter' }))
  expect(names()).toHaveLength(3)
})

test('columns sort, the largest first, and turn', async () => {
  open()
  await userEvent.click(screen.getByRole('button', { name: 'Size' }))
  expect(names()).toEqual(['shop/api:2.8.1', 'nginx:1.29', 'Untagged abababababab'])
  expect(screen.getByRole('button', { name: 'Size' }).parentElement?.getAttribute('aria-sort')).toBe(
    'descending',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Size' }))
  expect(names()[0]).toBe('Untagged abababababab')
})

test('keys move, tick and remove; what is ticked is acted on as one', async () => {
  open()
  act(() => grid().focus())
  await userEvent.keyboard('{ArrowDown} {Shift>}{ArrowDown}{/Shift}')
  expect(textOf(screen.getByRole('toolbar'))).toContain('2 selected')
  await userEvent.keyboard('{Delete}')
  await screen.findByRole('alertdialog', { name: 'Remove 2 images?' })
  await userEvent.keyboard('{Escape}')
  act(() => grid().focus())
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('toolbar')).toBeNull()
})

test('many are removed with one result, whatever became of each', async () => {
  const removed: string[] = []
  open(some, {
    'image.remove': async ({ target }) => {
      removed.push(target)
      return {
        untagged: [target],
        deleted: target === 'nginx:latest' ? [web.id] : [target, api.id, loose.id],
      }
    },
  })
  act(() => grid().focus())
  await userEvent.keyboard('{Control>}a{/Control}{Delete}')
  await userEvent.click(await screen.findByRole('button', { name: 'Remove 3 images' }))
  await vi.waitFor(() => expect(useNotices.getState().notices).toHaveLength(1))
  expect(useNotices.getState().notices[0]).toMatchObject({ tone: 'done', title: 'Removed 3 images' })
  expect(removed.toSorted()).toEqual(['nginx:1.29', 'nginx:latest', loose.id, 'shop/api:2.8.1'].toSorted())
  expect(useCompanion.getState().last?.command).toMatch(/^docker image rm .*nginx:latest/)
})

test('a removal says what is really freed and which containers hold it back', async () => {
  useImageSizes.setState({ shared: { sharedBytes: { [web.id]: 20_000_000 }, measuredAtMs: 0 } })
  open()
  await userEvent.click(row('nginx:1.29'))
  await userEvent.click(await screen.findByRole('button', { name: 'Remove nginx:1.29' }))
  const dialog = await screen.findByRole('alertdialog', { name: 'Remove nginx:1.29?' })
  expect(textOf(dialog)).toMatch(/40.0\s?MB are freed on the disk. 20.0\s?MB stay/)
  const link = within(dialog).getByRole('link', { name: 'shop-web-1' })
  expect(link.getAttribute('href')).toBe(`#/containers/${runs.id}/logs`)
  const confirm = within(dialog).getByRole('button', { name: 'Remove image' })
  expect(confirm.getAttribute('aria-disabled')).toBe('true')
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Keep untagged parents' }))
  expect(textOf(dialog)).toContain('docker image rm --no-prune nginx:1.29 nginx:latest')
})

test('layers of the image stand apart from those it begins with', async () => {
  const step = (instruction: string, sizeBytes: number) => ({
    instruction,
    sizeBytes,
    createdAtMs: 0,
    comment: '',
  })
  const history: ImageHistory = {
    steps: [
      step('CMD ["node"]', 0),
      step('COPY . /app', 3_000_000),
      step('RUN npm ci', 9_000_000),
      step('ADD rootfs /', 5_000_000),
    ],
    base: { id: web.id, tags: ['nginx:1.29'], stepCount: 1, sharedBy: 2 },
  }
  open(some, { 'image.history': async () => history })
  await userEvent.click(row('shop/api:2.8.1'))
  const added = (await screen.findByText('Added by this image')).closest('details')
  expect(textOf(added)).toMatch(/12.0\s?MB/)
  const lines = within(added as HTMLElement).getAllByRole('button')
  // As in the Dockerfile; what adds nothing comes last.
  expect(lines.map((line) => line.textContent?.replace(/.*B(?=[A-Z])/, ''))).toEqual([
    'RUN npm ci',
    'COPY . /app',
    'CMD ["node"]',
  ])
  const base = screen.getByText('From nginx:1.29').closest('details')
  expect(textOf(base)).toContain('shared by 2 images')
  expect(textOf(screen.getByRole('tab', { name: /Layers/ }))).toContain('4')
  expect(useCompanion.getState().viewCommand).toBe('docker image history --no-trunc shop/api:2.8.1')
})

test('a search without network says so in plain words', async () => {
  open([], {
    'image.search': async () => {
      throw new EngineError('engine-failed', 'dial tcp', { operation: 'ImageSearch', status: 500 })
    },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Search Docker Hub' }))
  await userEvent.type(await screen.findByLabelText('Name or word'), 'redis{Enter}')
  await screen.findByText('Docker Hub could not be asked')
  screen.getByText(/The engine has no way to the internet/)
})

test('search results have their stars and their official mark', async () => {
  const found = { name: 'redis', description: 'A store', stars: 13_000, isOfficial: true }
  const asked: unknown[] = []
  open([], {
    'image.search': async (params) => {
      asked.push(params)
      return [found, { ...found, name: 'me/redis', isOfficial: false, stars: 1 }]
    },
  })
  await userEvent.click(screen.getByRole('button', { name: 'Search Docker Hub' }))
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Only official images' }))
  await userEvent.type(screen.getByLabelText('Name or word'), 'redis{Enter}')
  const [first, second] = await within(
    await screen.findByRole('list', { name: 'Search Docker Hub' }),
  ).findAllByRole('listitem')
  expect(textOf(first)).toMatch(/redisOfficial image.*13,000/)
  expect(textOf(second)).not.toContain('Official image')
  expect(asked).toEqual([{ term: 'redis', limit: 100, isOfficial: true, leastStars: 0 }])
})

test('an image that goes while it is looked at says so and lets the person close it', async () => {
  const app = open()
  await userEvent.click(row('shop/api:2.8.1'))
  act(() => app.images.apply({ kind: 'change', upserts: [], removed: [api.id], causes: [] }))
  await screen.findByText('This was removed just now')
  await userEvent.click(await screen.findByRole('button', { name: 'Close' }))
  expect(screen.queryByText('This was removed just now')).toBeNull()
})

test('a link to an image opens it, whatever the list was narrowed to', async () => {
  useImagesView.setState({ filter: 'nginx', scope: 'used' })
  open(some, {}, api.id)
  await screen.findByRole('button', { name: 'Remove shop/api:2.8.1' })
  expect(names()).toHaveLength(3)
  act(() => grid().focus())
  await userEvent.keyboard('{Escape}')
  expect(screen.queryByRole('button', { name: 'Remove shop/api:2.8.1' })).toBeNull()
})

test('the disk is measured when asked for, and not before', async () => {
  const asked: boolean[] = []
  const usage: DiskUsage = {
    measuredAtMs: Date.now(),
    layerBytes: 400_000_000,
    images: [
      {
        id: api.id,
        tags: api.tags,
        hasDigest: false,
        createdAtMs: null,
        bytes: 300_000_000,
        sharedBytes: 50_000_000,
        containerCount: 0,
      },
    ],
    containers: [],
    volumes: [],
    buildCache: [],
  }
  open(some, {
    'disk.usage': async ({ measure }) => {
      asked.push(measure)
      return measure ? usage : null
    },
  })
  await vi.waitFor(() => expect(asked).toEqual([false]))
  await userEvent.click(screen.getByRole('button', { name: 'Measure disk use' }))
  const bar = await screen.findByRole('img', { name: /^Disk use/ })
  expect(labelOf(bar)?.replaceAll('\u00a0', ' ')).toBe(
    'Disk use: 150 MB in use, 250 MB unused, 0 B build cache',
  )
  expect(asked).toEqual([false, true])
})

test('a configuration explains each field in a line, and keeps secrets covered', async () => {
  const details: ImageDetails = {
    id: api.id,
    tags: api.tags,
    digests: [],
    platform: 'linux/amd64',
    createdAtMs: null,
    author: '',
    environment: [
      { name: 'API_TOKEN', value: 'hunter2' },
      { name: 'NODE_ENV', value: 'production' },
    ],
    entrypoint: ['tini', '--', 'entry point.sh'],
    command: [],
    workingDir: '/app',
    user: '',
    ports: ['3000/tcp'],
    volumes: [],
    labels: {},
    stopSignal: '',
    shell: [],
    onBuild: [],
    health: {
      test: ['CMD-SHELL', 'curl localhost'],
      intervalSeconds: 10,
      timeoutSeconds: null,
      startPeriodSeconds: null,
      retries: null,
    },
    layerCount: 1,
    raw: '{}',
  }
  open(some, { 'image.inspect': async () => details })
  await userEvent.click(row('shop/api:2.8.1'))
  await userEvent.click(await screen.findByRole('tab', { name: 'Config' }))
  await screen.findByText("tini -- 'entry point.sh'")
  screen.getByText('The program that always starts. The command becomes its arguments.')
  screen.getByText(/the program runs as root inside the container/)
  screen.getByText(/every 10.0\ss, time limit 30.0\ss, 3 failures in a row count/)
  expect(screen.queryByText('hunter2')).toBeNull()
  screen.getByText('production')
})
