import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { BinnedContainer } from '../../shared/bin.ts'
import type { EditMark } from '../../shared/bin-name.ts'
import { formatBinName } from '../../shared/bin-name.ts'
import type { Container } from '../../shared/container.ts'
import { containerKind } from '../container-kind.ts'
import type { Inventory } from '../inventory.ts'
import { createInventory } from '../live-list.ts'
import { StoppedHere } from '../stopped-here.ts'
import { TaskHub } from '../tasks.ts'
import { faultyConnection } from '../testing/faulty-connection.ts'
import type { TestHost } from '../testing/host.ts'
import { openTestHost } from '../testing/host.ts'
import { dockerOn, FoldedFeed, never, startLab, until } from '../testing/lab.ts'
import { Bin } from './bin.ts'
import { lookInto } from './bin-keeper.ts'
import { binKind } from './bin-kind.ts'

const quick = ['--stop-signal=KILL', '--label=bayplan.test=1', '--network=none']
const sleeping = [...quick, 'bb', 'sleep', '100000']
const dayMs = 24 * 60 * 60 * 1_000

describe('the bin', () => {
  let lab: LabEngine
  let host: TestHost
  let tasks: TaskHub
  let bin: Bin
  let lists: { binned: Inventory<BinnedContainer>; all: Inventory<Container> }
  let binned: FoldedFeed<BinnedContainer>
  let all: FoldedFeed<Container>

  beforeAll(async () => {
    lab = await startLab('28')
    host = await openTestHost(lab)
    const onBug = (error: unknown): void => void host.bugs.push(error)
    tasks = new TaskHub({ onBug })
    const stoppedHere = new StoppedHere()
    lists = {
      binned: createInventory(binKind, { ...host, onBug }),
      all: createInventory(containerKind(stoppedHere), { ...host, onBug }),
    }
    binned = new FoldedFeed(lists.binned)
    all = new FoldedFeed(lists.all)
    bin = new Bin({ connection: host.connection, stoppedHere, nameOf: () => null })
    await until('both lists', () => !binned.isStale && !all.isStale)
  })
  afterAll(async () => {
    expect(host.bugs).toEqual([])
    binned.close()
    all.close()
    lists.binned.dispose()
    lists.all.dispose()
    await tasks.dispose()
    host.dispose()
    await lab.stop()
  })

  const docker = (...args: string[]) => dockerOn(lab, ...args)
  const run = (name: string, ...more: string[]) => docker('run', '-d', `--name=${name}`, ...more, ...sleeping)
  const keep = (id: string, days = 7) => bin.keep({ id, keepDays: days, volumes: false }, never())
  const format = (id: string, text: string) => docker('inspect', `--format=${text}`, id)
  const endOfTasks = async () => {
    await until('the repair', () => !tasks.hasRunning)
  }

  it('keeps what was removed, out of the list, and brings it back as it was', async () => {
    const id = await run('web', '--restart=on-failure:4')
    await until('its row', () => all.byName('web') !== undefined)
    await keep(id)
    await until('it left the list', () => !all.rows.has(id))
    await until('it is in the bin', () => binned.rows.has(id))
    expect(binned.rows.get(id)).toMatchObject({
      name: 'web',
      image: 'bb',
      reason: 'removed',
      former: { run: 'running', restart: { name: 'on-failure', maximumRetries: 4 } },
      engineName: expect.stringMatching(/^bayplan-bin\..*\.web$/),
    })
    const { binnedAtMs = 0, expiresAtMs } = binned.rows.get(id) ?? {}
    expect(expiresAtMs).toBe(binnedAtMs + 7 * dayMs)
    // An engine that starts again would start it too.
    expect(await format(id, '{{.State.Running}} {{.HostConfig.RestartPolicy.Name}}')).toBe('false no')

    await bin.restore({ id, name: null }, never())
    await until('it is back', () => all.byName('web')?.state === 'running')
    await until('it left the bin', () => !binned.rows.has(id))
    const policy = '{{.HostConfig.RestartPolicy.Name}}:{{.HostConfig.RestartPolicy.MaximumRetryCount}}'
    expect(await format(id, policy)).toBe('on-failure:4')
    await docker('rm', '--force', id)
  })

  it('asks for another name when its own is taken meanwhile', async () => {
    const id = await run('taken')
    await keep(id)
    await run('taken')
    await expect(bin.restore({ id, name: null }, never())).rejects.toMatchObject({
      data: { code: 'conflict', option: 'name', operation: 'bin.restore' },
    })
    await bin.restore({ id, name: 'taken-2' }, never())
    expect(await format(id, '{{.Name}} {{.State.Running}}')).toBe('/taken-2 true')
    await docker('rm', '--force', 'taken', 'taken-2')
  })

  it('says what goes for good, and removes only what is in it', async () => {
    const id = await run('written', '--volume=/own', '--volume=/shared')
    await docker('exec', id, 'sh', '-c', 'head -c 300000 /dev/zero > /file')
    const [own, shared] = await Promise.all(
      ['/own', '/shared'].map((target) =>
        format(id, `{{range .Mounts}}{{if eq .Destination "${target}"}}{{.Name}}{{end}}{{end}}`),
      ),
    )
    await run('other', `--volume=${shared}:/shared`)
    await expect(bin.remove({ id, volumes: true }, never())).rejects.toMatchObject({
      data: { code: 'not-found' },
    })
    await keep(id)
    const contents = await bin.contents({ id }, never())
    expect(contents.anonymousVolumes).toEqual([own])
    expect(contents.writtenBytes).toBeGreaterThanOrEqual(300_000)
    await bin.remove({ id, volumes: true }, never())
    await until('its row went', () => !binned.rows.has(id))
    const volumes = await docker('volume', 'ls', '--quiet')
    expect(volumes).not.toContain(own)
    expect(volumes).toContain(shared)
    await docker('rm', '--force', 'other')
  })

  it('shows one that somebody started again where it belongs: in the list', async () => {
    const id = await run('woken')
    await keep(id)
    await until('it is in the bin', () => binned.rows.has(id))
    await docker('start', id)
    await until('it is in the list', () => all.rows.get(id)?.state === 'running')
    await until('it left the bin', () => !binned.rows.has(id))
    await docker('rm', '--force', id)
  })

  it('refuses what Compose or the engine would not leave there', async () => {
    const compose = await run('shop-api-1', '--label=com.docker.compose.project=shop')
    const shortlived = await run('shortlived', '--rm')
    for (const [id, reason] of [
      [compose, 'compose'],
      [shortlived, 'auto-remove'],
    ] as const) {
      await expect(keep(id)).rejects.toMatchObject({
        data: { code: 'not-replaceable', engineMessage: reason },
      })
      expect(await format(id, '{{.State.Running}}')).toBe('true')
    }
    await docker('rm', '--force', compose, shortlived)
  })

  it('leaves a container as it was when it cannot be put in', async () => {
    const id = await run('stays', '--restart=always')
    for (const at of [0, 1, 2]) {
      const faulty = faultyConnection(host.connection, { asked: [], at, fault: 'refused' })
      const broken = new Bin({ connection: faulty, stoppedHere: new StoppedHere(), nameOf: () => null })
      await expect(broken.keep({ id, keepDays: 7, volumes: false }, never())).rejects.toMatchObject({
        data: { code: 'engine-failed', operation: 'bin.keep' },
      })
      expect(await format(id, '{{.Name}} {{.State.Running}} {{.HostConfig.RestartPolicy.Name}}')).toBe(
        '/stays true always',
      )
    }
    await docker('rm', '--force', id)
  })

  it('removes what has been in it for long enough, and nothing else', async () => {
    const [soon, late, running] = [await run('soon'), await run('late'), await run('runs')]
    await keep(soon, 1)
    await keep(late, 30)
    await keep(running, 1)
    await docker('start', running)
    await lookInto(host.client, { tasks }, Date.now() + 2 * dayMs)
    expect((await lab.docker('inspect', soon)).code).not.toBe(0)
    expect(await format(late, '{{.State.Running}}')).toBe('false')
    expect(await format(running, '{{.State.Running}}')).toBe('true')
    await docker('rm', '--force', late, running)
  })

  describe('an edit whose host died', () => {
    const mark: Omit<EditMark, 'kind' | 'name' | 'partnerId'> = {
      former: { run: 'running', restart: { name: 'always', maximumRetries: 0 } },
      startedAtMs: Date.now() - dayMs,
      owner: 'ffffffff1',
    }

    it('is undone when the new container is not complete', async () => {
      const id = await run('half', '--restart=always')
      const partnerId = id.slice(0, 12)
      const made = await docker(
        'create',
        `--name=${formatBinName({ ...mark, kind: 'new', name: 'half', partnerId })}`,
        ...sleeping,
      )
      await docker('stop', id)
      await lookInto(host.client, { tasks })
      await endOfTasks()
      expect(await format(id, '{{.Name}} {{.State.Running}}')).toBe('/half true')
      expect((await lab.docker('inspect', made)).code).not.toBe(0)
      await docker('rm', '--force', id)
    })

    it('is undone when the new container does not run', async () => {
      const id = await run('broken', '--restart=always')
      await docker('stop', id)
      const made = await docker('create', '--name=made', ...quick, 'bb', 'false')
      const name = formatBinName({ ...mark, kind: 'old', name: 'broken', partnerId: made.slice(0, 12) })
      await docker('rename', id, name)
      await docker('rename', 'made', 'broken')
      await docker('start', 'broken')
      await lookInto(host.client, { tasks })
      await endOfTasks()
      expect(await format(id, '{{.Name}} {{.State.Running}} {{.HostConfig.RestartPolicy.Name}}')).toBe(
        '/broken true always',
      )
      expect((await lab.docker('inspect', made)).code).not.toBe(0)
      await docker('rm', '--force', id)
    })

    it('is finished when nothing but the last step is missing', async () => {
      const id = await run('whole', '--restart=always')
      await docker('stop', id)
      const made = await run('made')
      const name = formatBinName({ ...mark, kind: 'old', name: 'whole', partnerId: made.slice(0, 12) })
      await docker('rename', id, name)
      await docker('rename', 'made', 'whole')
      await lookInto(host.client, { tasks })
      await endOfTasks()
      expect(await format(made, '{{.Name}} {{.State.Running}}')).toBe('/whole true')
      await until('the old one is in the bin', () => binned.rows.get(id)?.reason === 'replaced')
      await docker('rm', '--force', id, made)
    })

    it('is left alone while its host may live', async () => {
      const id = await run('busy')
      await docker('stop', id)
      const recent = { ...mark, startedAtMs: Date.now() }
      await docker('rename', id, formatBinName({ ...recent, kind: 'old', name: 'busy', partnerId: '' }))
      await lookInto(host.client, { tasks })
      await endOfTasks()
      expect(await format(id, '{{.Name}}')).toMatch(/^\/bayplan-old\./)
      await docker('rm', '--force', id)
    })
  })
})
