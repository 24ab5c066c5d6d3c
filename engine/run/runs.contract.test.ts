import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import { emptySpec, withOption } from '../../shared/docker-run/run-spec.ts'
import type { Task, TaskStart } from '../../shared/task.ts'
import { Credentials } from '../registry/credentials.ts'
import { ImageTransfers } from '../registry/image-transfers.ts'
import { TaskHub } from '../tasks.ts'
import type { TestHost } from '../testing/host.ts'
import { openTestHost } from '../testing/host.ts'
import { contractVersions, dockerOn, startLab } from '../testing/lab.ts'
import { ContainerEdits } from './edits.ts'
import { workingPlace } from './run-place.ts'
import { ContainerRuns } from './runs.ts'

describe.each(contractVersions)('making and changing containers on engine %s', (version) => {
  let lab: LabEngine
  let host: TestHost
  let tasks: TaskHub
  let runs: ContainerRuns
  let edits: ContainerEdits

  beforeAll(async () => {
    lab = await startLab(version)
    host = await openTestHost(lab)
    tasks = new TaskHub({ onBug: (error) => host.bugs.push(error) })
    const credentials = new Credentials({ env: {}, platform: 'linux' })
    const { connection } = host
    const parts = {
      connection,
      tasks,
      transfers: new ImageTransfers({ connection, tasks, credentials }),
      stoppedHere: { expect: () => () => undefined },
      here: workingPlace({ env: {}, cwd: '/tmp' }),
      nameOf: () => null,
    }
    runs = new ContainerRuns(parts)
    edits = new ContainerEdits(parts)
    await docker('network', 'create', '--subnet=10.66.0.0/24', '--label=bayplan.test=1', 'front')
    await docker('network', 'create', '--label=bayplan.test=1', 'back')
  })
  afterAll(async () => {
    expect(host.bugs).toEqual([])
    await tasks.dispose()
    host.dispose()
    await lab.stop()
  })

  const docker = (...args: string[]) => dockerOn(lab, ...args)
  const format = (name: string, text: string) => docker('inspect', `--format=${text}`, name)

  async function end({ taskId }: TaskStart): Promise<Task> {
    await tasks.ended(taskId)
    const abort = new AbortController()
    for await (const item of tasks.feed(abort.signal)) {
      abort.abort()
      const found = item.kind === 'snapshot' ? item.items.find(({ id }) => id === taskId) : undefined
      if (found) return found
    }
    throw new Error('no such task')
  }

  function spec(name: string): RunSpec {
    const base: RunSpec = { ...emptySpec('bb'), command: ['sleep', '100000'] }
    const named = withOption(withOption(base, 'name', name), 'stop-signal', 'KILL')
    const checked = withOption(withOption(named, 'health-cmd', 'true'), 'health-interval', '200ms')
    return withOption(checked, 'label', ['bayplan.test=1'])
  }
  const run = async (wanted: RunSpec) => end(await runs.run({ spec: wanted, start: true, pull: 'missing' }))

  it('runs a container on two networks, edits it, and makes it anew', async () => {
    const networks = ['name=front,alias=www,ip=10.66.0.9', 'name=back,alias=www2']
    const task = await run(withOption(withOption(spec('two'), 'network', networks), 'env', ['COLOUR=red']))
    expect(task).toMatchObject({ state: 'done', error: null })
    const [id = ''] = task.result?.containerIds ?? []
    const address = '{{.NetworkSettings.Networks.front.IPAddress}} {{.State.Running}}'
    expect(await format('two', address)).toBe('10.66.0.9 true')
    await docker('exec', 'two', 'ping', '-c1', 'www2')

    const known = await edits.spec({ id })
    const blue = withOption(known.spec, 'env', ['COLOUR=blue'])
    const edited = await end(await edits.edit({ id, spec: blue, pull: 'never', keepDays: 7 }))
    expect(edited).toMatchObject({ state: 'done', error: null })
    expect(await format('two', address)).toBe('10.66.0.9 true')
    expect(await docker('exec', 'two', 'sh', '-c', 'echo $COLOUR')).toBe('blue')
    await docker('exec', 'two', 'ping', '-c1', 'www2')

    const [newId = ''] = edited.result?.containerIds ?? []
    const again = await end(await edits.recreate({ id: newId, pull: 'never', keepDays: 0 }))
    expect(again).toMatchObject({ state: 'done', error: null })
    expect(await format('two', address)).toBe('10.66.0.9 true')
    expect((await lab.docker('inspect', newId)).code).not.toBe(0)
    await docker('rm', '--force', 'two', id)
  })

  it('says at which option a run is refused, and leaves nothing behind', async () => {
    await run(withOption(spec('first'), 'publish', ['18080:80']))
    const cases: [RunSpec, string, string | null][] = [
      [spec('first'), 'conflict', 'name'],
      [withOption(spec('second'), 'publish', ['18080:81']), 'conflict', 'publish'],
      [withOption(spec('second'), 'network', ['nowhere']), 'not-found', 'network'],
      [{ ...spec('second'), command: ['/no/such/program'] }, 'bad-request', null],
    ]
    for (const [wanted, code, option] of cases) {
      expect((await run(wanted)).error).toMatchObject({ code, option, operation: 'container.run' })
    }
    const missing = { ...spec('second'), image: 'not/there:1' }
    const task = await end(await runs.run({ spec: missing, start: true, pull: 'never' }))
    expect(task.error).toMatchObject({ code: 'not-found', option: 'image' })
    expect(await docker('ps', '--all', '--format={{.Names}}', '--filter=name=second')).toBe('')
    await docker('rm', '--force', 'first')
    await expect(edits.spec({ id: 'gone' })).rejects.toMatchObject({ data: { code: 'not-found' } })
  })
})
