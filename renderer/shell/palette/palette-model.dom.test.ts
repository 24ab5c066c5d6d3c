import i18next from 'i18next'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useActionDialog } from '../../actions/action-dialog-store.ts'
import { ActionRunner } from '../../actions/action-runner.ts'
import { useExplain } from '../../actions/explain-store.ts'
import { usePruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { useRegistryDialog } from '../../actions/registry-dialog-store.ts'
import { useRunDialog } from '../../actions/run-dialog-store.ts'
import '../../i18n/pane-words.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { useContainersView } from '../../store/containers-view.ts'
import { fakeApp } from '../../testing/fake-app.ts'
import { fakeCompose, fakeContainer, fakeExited } from '../../testing/fake-container.ts'
import { findEntries, type Searched, suggestions } from './find-entries.ts'
import { lineSections } from './line-entries.ts'
import { indexObjects } from './palette-objects.ts'
import { allPlaces } from './places.ts'
import { markMatches } from './text-search.ts'

await startI18n('en')
const { t } = i18next

const stop = vi.fn(async () => null)
const api = fakeContainer({ name: 'shop-api-1', compose: fakeCompose('shop', 'api') })
const worker = fakeContainer({ name: 'shop-worker-1', compose: fakeCompose('shop', 'worker') })
const blog = fakeExited(0, { name: 'blog-wordpress-1' })

function searched(containers = [api, worker, blog]): Searched {
  const app = fakeApp(containers, { calls: { 'container.stop': stop } })
  return {
    index: indexObjects(app, (task) => task.subject),
    places: allPlaces(null, { openShortcuts: () => {}, openConnections: () => {} }, t),
    onScreen: null,
    recent: [],
    context: { app, actions: new ActionRunner(app), endpoint: null, nowMs: 1_800_000_100_000, t },
  }
}

const titles = (query: string, of = searched()) =>
  findEntries(query, of).map(({ id, entries }) => [id, entries.map(({ title }) => title)] as const)

beforeEach(() => {
  vi.clearAllMocks()
  useContainersView.setState({ filter: '', scope: 'all' })
})

describe('finding', () => {
  it('reads a verb and a part of a name', () => {
    const found = new Map(titles('log wor'))
    expect(found.get('best')).toEqual(['Logs of blog-wordpress-1'])
    expect(found.get('commands')).toEqual(['Logs of shop-worker-1'])
    expect(found.get('objects')).toContain('shop-worker-1')
  })

  it.each([
    ['restart api', 'Restart shop-api-1'],
    ['api restart', 'Restart shop-api-1'],
    ['rm worker', 'Remove shop-worker-1…'],
    ['stop shop-api', 'Stop shop-api-1'],
    ['shop-worker-1', 'shop-worker-1'],
    ['shpo-api', 'shop-api-1'],
    ['disk', 'Disk usage'],
    ['prune', 'Clean up…'],
    ['theme dark', 'Theme: dark'],
  ])('%s', (query, best) => {
    expect(titles(query)[0]).toEqual(['best', [best]])
  })

  it('says why an action is not possible, after those that are', () => {
    const [best] = findEntries('stop wordpress', searched())
    expect(best?.entries[0]).toMatchObject({
      title: 'Stop blog-wordpress-1',
      disabledReason: 'It does not run',
    })
  })

  it('means what is on screen by a verb alone', () => {
    const onScreen = { kind: 'container', name: worker.name, value: worker } as const
    expect(titles('restart', { ...searched(), onScreen })[0]).toEqual(['best', ['Restart shop-worker-1']])
  })

  it('offers the text as a filter when nothing matches', () => {
    const [instead] = findEntries('zzzz', searched())
    expect(instead?.entries.map(({ title }) => title)).toEqual(['Filter containers by “zzzz”'])
    instead?.entries[0]?.run()
    expect(useContainersView.getState().filter).toBe('zzzz')
  })

  it('lists what was chosen lately first', () => {
    const [recent] = suggestions({
      ...searched(),
      recent: ['container:shop-api-1:stop', 'place:disk', 'gone'],
    })
    expect(recent?.id).toBe('recent')
    expect(recent?.entries.map(({ title }) => title)).toEqual(['Stop shop-api-1', 'Disk usage'])
  })

  it('finds one of ten thousand', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => fakeContainer({ name: `service-${index}` }))
    expect(titles('restart service-9876', searched(many))[0]).toEqual(['best', ['Restart service-9876']])
  })
})

it.each([
  ['Logs of shop-worker-1', 'log wor', 'Log,wor'],
  ['blog-logs', 'log', 'log'],
  ['重启 web', '重启', '重启'],
  ['web', 'zzz', ''],
])('%s marks %s', (title, query, marked) => {
  const stretches = markMatches(title, query)
  expect(
    stretches
      .filter(({ isMarked }) => isMarked)
      .map(({ text }) => text)
      .join(),
  ).toBe(marked)
  expect(stretches.map(({ text }) => text).join('')).toBe(title)
})

describe('a docker command', () => {
  const best = (text: string) => lineSections(text, searched().context)[0]?.entries[0]

  it.each([
    ['docker logs -f --tail 50 shop-api-1', 'Open the logs of shop-api-1', ''],
    ['docker logs --details shop-api-1', 'Open the logs of shop-api-1', 'Left to docker: --details'],
    ['docker ps -a --filter status=exited', 'Show containers: state:exited', ''],
    ['docker ps -q --filter before=x', 'Show containers', 'Left to docker: --quiet --filter before=x'],
    ['docker exec -it shop-api-1 sh', 'Open a terminal in shop-api-1: sh', ''],
    ['docker stop -t 3 shop-api-1 shop-worker-1', 'Stop: shop-api-1, shop-worker-1', ''],
    ['docker rm -f shop-api-1', 'Remove…: shop-api-1', ''],
    ['docker rename shop-api-1 api', 'Rename shop-api-1 to api', ''],
    ['docker inspect shop-api-1', 'Inspect shop-api-1', ''],
    ['docker pull nginx', 'Pull nginx…', ''],
    ['docker system df -v', 'Show disk usage', ''],
    ['docker run -d -p 80:80 nginx', 'Open the form, filled from this command', ''],
    ['docker network ls', 'Show networks', ''],
  ])('%s', (text, title, detail) => {
    expect(best(text)).toMatchObject({ title, detail, disabledReason: null })
  })

  it.each([
    ['docker swarm init', 'Bayplan has no place for docker swarm'],
    ['docker logs', 'Name a container'],
    ['docker logs a b', 'b is one word too many'],
    ['docker logs gone', 'There is no container gone'],
    [
      'docker stop shop-api-1 && docker rm shop-api-1',
      'Bayplan runs one command at a time; this line joins several',
    ],
    ['docker export shop-api-1 > a.tar', 'Bayplan does not send output to files of the shell'],
    ['docker -H tcp://nas:2375 ps', 'It is for another engine: tcp://nas:2375'],
    [
      'docker exec -d shop-api-1 ls',
      'Bayplan opens a terminal and cannot leave the command in the background',
    ],
  ])('%s cannot be done, and says why', (text, title) => {
    expect(best(text)).toMatchObject({ title, disabledReason: '' })
    const ids = lineSections(text, searched().context).flatMap(({ entries }) => entries.map(({ id }) => id))
    expect(ids).toContain('line:copy')
  })

  it.each([
    ['docker lgos shop-api-1', 'docker logs shop-api-1'],
    ['docker logs --folow shop-api-1', 'docker logs --follow shop-api-1'],
    ['docker lgos --folow web', 'docker logs --follow web'],
    ['docker logs worker', 'docker logs shop-worker-1'],
  ])('%s: did you mean %s', (text, meant) => {
    const section = lineSections(text, searched().context).find(({ id }) => id === 'meant')
    expect(section?.entries[0]).toMatchObject({ title: meant, text: meant })
  })

  it('does what it says, with its options', async () => {
    best('docker stop -t 3 -s SIGINT shop-api-1')?.run()
    await vi.waitFor(() => expect(stop).toHaveBeenCalled())
    expect(stop).toHaveBeenCalledWith({ id: api.id, timeoutSeconds: 3, signal: 'SIGINT' }, expect.anything())
    best('docker ps --filter status=exited --filter "name=my web"')?.run()
    expect(useContainersView.getState()).toMatchObject({ filter: 'state:exited name:"my web"', scope: 'all' })
    best('docker kill -s HUP shop-api-1')?.run()
    expect(useActionDialog.getState().dialog).toEqual({ kind: 'kill', ids: [api.id], signal: 'SIGHUP' })
    best('docker pull nginx:1')?.run()
    expect(useRegistryDialog.getState().dialog).toEqual({ kind: 'pull', reference: 'nginx:1' })
    best('docker system prune -a')?.run()
    expect(usePruneDialog.getState().kinds).not.toContain('volume')
    best('docker run -p 80:80 nginx')?.run()
    expect(useRunDialog.getState().dialog).toMatchObject({ text: 'docker run -p 80:80 nginx' })
    const explain = lineSections('docker ps', searched().context).flatMap(({ entries }) => entries)
    explain.find(({ id }) => id === 'line:explain')?.run()
    expect(useExplain.getState().command).toBe('docker ps')
  })

  it.each(['x ', '--x ', '$(', `'"`])('answers 100 KB of %s', (piece) => {
    const text = `docker stop ${piece.repeat(100_000 / piece.length)}`
    expect(lineSections(text, searched().context).length).toBeGreaterThan(0)
  })
})
