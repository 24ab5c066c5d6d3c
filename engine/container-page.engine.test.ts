import { mkdir, rmdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { ProcessList } from '../shared/container-page.ts'
import { EngineError } from '../shared/errors.ts'
import type { StopCauseId } from '../shared/stop-causes.ts'
import { stopFactsOf } from '../shared/stop-facts.ts'
import type { StopReport } from '../shared/why-stopped.ts'
import { whyStopped } from '../shared/why-stopped.ts'
import { ContainerProcesses } from './container-processes.ts'
import type { TestHost } from './testing/host.ts'
import { openTestHost } from './testing/host.ts'
import { dockerOn, never, startLab, until } from './testing/lab.ts'

let lab: LabEngine
let host: TestHost

beforeAll(async () => {
  lab = await startLab('28')
  host = await openTestHost(lab)
})
afterAll(async () => {
  expect(host.bugs).toEqual([])
  host.dispose()
  await lab.stop()
})

const made = ['--label', 'bayplan.test=1'] as const

type Inspected = {
  readonly RestartCount: number
  readonly State: { readonly Status: string; readonly Error: string }
}

async function inspect(name: string): Promise<Inspected> {
  return (await host.client.docker.getContainer(name).inspect()) as unknown as Inspected
}

/** What the engine says when it does not start a container; empty when it does. */
async function start(name: string): Promise<string> {
  try {
    await host.client.docker.getContainer(name).start()
    return ''
  } catch (error) {
    if (error instanceof EngineError) return error.data.engineMessage
    throw error
  }
}

/** Starts a container that was made, waits until it has ended or was refused, and explains it. */
async function explain(name: string, wasStoppedHere = false): Promise<StopReport> {
  const refusal = await start(name)
  if (refusal === '') await until('its end', async () => (await inspect(name)).State.Status === 'exited')
  const { stdout, stderr } = await lab.docker('logs', '--tail', '40', name)
  const lastLines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '')
  return whyStopped(stopFactsOf(await inspect(name), { wasStoppedHere, refusal, lastLines }))
}

let count = 0
async function make(options: readonly string[], command: readonly string[], image = 'bb'): Promise<string> {
  const name = `why-${(count += 1)}`
  const network = options.some((option) => /^--(network|publish)/.test(option)) ? [] : ['--network', 'none']
  await dockerOn(lab, 'create', ...made, '--name', name, ...network, ...options, image, ...command)
  return name
}

const sh = (script: string) => ['sh', '-c', script]
const hog = sh("x=$(head -c 100m /dev/zero | tr '\\0' x)")

describe('why a container stopped, told by containers that did', () => {
  const causes: [StopCauseId, readonly string[], readonly string[], object?][] = [
    ['programMissing', [], ['/no/such'], { values: { program: '/no/such' }, certainty: 'sure' }],
    ['programMissing', [], ['nosuch', 'x'], { values: { program: 'nosuch' } }],
    ['notExecutable', [], ['/etc/passwd'], { values: { program: '/etc/passwd' } }],
    ['userMissing', ['--user', 'nobodyx'], ['true'], { values: { user: 'nobodyx' } }],
    ['userMissing', ['--user', '0:nogroupx'], ['true'], { values: { user: 'nogroupx' } }],
    ['deviceMissing', ['--device', '/dev/nosuch'], ['true'], { values: { device: '/dev/nosuch' } }],
    ['gpuMissing', ['--gpus', 'all'], ['true']],
    ['otherContainerGone', ['--network', 'container:why-gone'], ['true']],
    ['outOfMemory', ['--memory', '16m'], hog, { certainty: 'sure', evidence: null }],
    ['settingMissing', [], sh('echo "Error: environment variable DB_URL is not set" >&2; exit 1')],
    ['settingMissing', [], sh('echo "POSTGRES_PASSWORD must be set" >&2; exit 1'), { certainty: 'likely' }],
    ['nameUnknown', [], sh('wget -O- http://db:5432')],
    ['cannotConnect', [], sh('wget -O- http://127.0.0.1:1')],
    ['portInUseInside', [], sh('nc -l -p 80 & until netstat -ltn | grep -q :80; do :; done; nc -l -p 80')],
    ['readOnly', ['--read-only'], sh('echo x > /file')],
    ['noPermission', ['--user', '1000'], sh('mkdir /x'), { evidence: expect.stringContaining("'/x'") }],
    ['fileMissing', [], sh('cat /no/such/file'), { evidence: expect.stringContaining('/no/such/file') }],
    ['optionsWrong', [], ['ls', '--nonsense']],
    ['commandMissing', [], sh('nosuchcmd'), { values: { program: 'nosuchcmd' } }],
    ['shellWithoutInput', [], ['sh']],
    ['finished', [], ['true'], { certainty: 'sure' }],
    ['crashed', ['--init'], sh('kill -SEGV $$')],
    ['aborted', ['--init'], sh('kill -ABRT $$')],
    ['illegalInstruction', ['--init'], sh('kill -ILL $$')],
    ['killed', ['--init'], sh('kill -KILL $$')],
    ['interrupted', ['--init'], sh('kill -INT $$')],
    ['asked', ['--init'], sh('kill -TERM $$')],
    ['signal', ['--init'], sh('kill -USR1 $$'), { values: { signal: '10' } }],
    ['programError', [], sh('echo something else; exit 1')],
  ]

  it.concurrent.each(causes)('%s: %j %j', async (id, options, command, more = {}) => {
    const { main } = await explain(await make(options, command))
    expect(main).toMatchObject({ id, ...more })
  })

  it('a port that another container has, with its number', async () => {
    await dockerOn(
      lab,
      'run',
      '--detach',
      ...made,
      '--publish',
      '18080:80',
      '--name',
      'owner',
      'bb',
      'sleep',
      '1000',
    )
    const { main } = await explain(await make(['--publish', '18080:81'], ['true']))
    expect(main).toMatchObject({ id: 'portTaken', values: { port: '18080' }, certainty: 'sure' })
    await dockerOn(lab, 'rm', '--force', 'owner')
  })

  it('a network that was removed', async () => {
    await dockerOn(lab, 'network', 'create', ...made, 'shortlived')
    const name = await make(['--network', 'shortlived'], ['true'])
    await dockerOn(lab, 'network', 'rm', 'shortlived')
    expect((await explain(name)).main).toMatchObject({
      id: 'networkMissing',
      values: { network: 'shortlived' },
    })
  })

  it('a folder that is gone, which the engine forgets, and one that lies over a file', async () => {
    const folder = path.join(lab.folder, 'mounted')
    await mkdir(folder)
    const over = await make(['--mount', `type=bind,src=${folder},dst=/etc/passwd`], ['true'])
    expect((await explain(over)).main).toMatchObject({
      id: 'mountKind',
      values: { source: folder, target: '/etc/passwd' },
    })
    const gone = await make(['--mount', `type=bind,src=${folder},dst=/data`], ['true'])
    await rmdir(folder)
    const { main } = await explain(gone)
    expect(main).toMatchObject({ id: 'mountMissing', values: { source: expect.stringContaining(folder) } })
    expect((await inspect(gone)).State.Error).toBe('')
  })

  it('a program for another machine, no program at all, and a script with the line ends of Windows', async () => {
    const files = [
      [
        'elf',
        Buffer.concat([
          Buffer.from('7f454c4602010100000000000000000002 00b70001000000'.replace(' ', ''), 'hex'),
          Buffer.alloc(200),
        ]),
        'wrongPlatform',
      ],
      ['text', Buffer.from('not a program\n'), 'wrongPlatform'],
      ['script', Buffer.from('#!/bin/sh\r\necho hi\r\n'), 'interpreterMissing'],
    ] as const
    for (const [name, content, id] of files) {
      const file = path.join(lab.folder, name)
      await writeFile(file, content, { mode: 0o755 })
      const container = await make([], [`/${name}`])
      await dockerOn(lab, 'cp', file, `${container}:/${name}`)
      expect((await explain(container)).main).toMatchObject({ id, certainty: 'likely' })
    }
  })

  it('restarts in vain and failing probes are told beside the cause', async () => {
    const failing = [
      '--health-cmd',
      'echo not ready; exit 1',
      '--health-interval',
      '100ms',
      '--health-retries',
      '1',
    ]
    const name = await make(['--restart', 'on-failure:2', ...failing], sh('sleep 1; echo again; exit 5'))
    await dockerOn(lab, 'start', name)
    await until(
      'it gave up',
      async () =>
        (await dockerOn(lab, 'inspect', '--format', '{{.RestartCount}} {{.State.Status}}', name)) ===
        '2 exited',
    )
    const report = whyStopped(
      stopFactsOf(await inspect(name), { wasStoppedHere: false, refusal: '', lastLines: ['again'] }),
    )
    expect(report.main).toMatchObject({ id: 'programError' })
    expect(report.also).toMatchObject([
      { id: 'restartLoop', values: { times: '2' } },
      { id: 'unhealthy', evidence: 'not ready' },
    ])
  })

  it('what was stopped here is no failure, and what runs or was only made has no cause', async () => {
    const stopped = await make(['--init'], sh('kill -TERM $$'))
    expect((await explain(stopped, true)).main).toMatchObject({ id: 'stoppedHere' })
    const fresh = await inspect(await make([], ['true']))
    expect(whyStopped(stopFactsOf(fresh, { wasStoppedHere: false, refusal: '', lastLines: [] }))).toEqual({
      main: null,
      also: [],
    })
  })
})

describe('processes where the host has another ps, or none', () => {
  const kill = async () => null

  async function list(id: string): Promise<ProcessList> {
    const watching = new ContainerProcesses(host.connection, kill).watch({ id }, never())
    const { value } = await watching.next()
    await watching.return()
    return value as ProcessList
  }
  async function replacePs(program: string): Promise<() => Promise<void>> {
    const { code, stderr } = await lab.nsenter(['mount', '--bind', program, '/usr/bin/ps'])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    return async () => void (await lab.nsenter(['umount', '/usr/bin/ps']))
  }

  it('reads BusyBox’ columns, and without ps looks into the container, where signals arrive too', async () => {
    const id = await dockerOn(
      lab,
      'run',
      '--detach',
      ...made,
      '--network',
      'none',
      'bb',
      'sh',
      '-c',
      'sleep 3333 & wait',
    )
    const isThere = ({ processes }: ProcessList) => processes.some(({ command }) => command === 'sleep 3333')
    await until('both run', async () => isThere(await list(id)))
    const putBack = await replacePs(lab.busyboxPath)
    try {
      const found = await list(id)
      expect(found).toMatchObject({ pidSpace: 'host', psArgs: expect.stringMatching(/^-o /) })
      expect(found.processes).toHaveLength(2)
      expect(found.processes.find(({ isMain }) => isMain)).toMatchObject({
        user: 'root',
        memoryBytes: expect.any(Number),
        cpuPercent: null,
      })
    } finally {
      await putBack()
    }
    const putBackNothing = await replacePs('/dev/null')
    try {
      const inside = await list(id)
      expect(inside).toMatchObject({ pidSpace: 'container', psArgs: null })
      expect(inside.processes.map(({ command }) => command)).toEqual([
        'sh -c sleep 3333 & wait',
        'sleep 3333',
      ])
      const sleeper = inside.processes[1]!
      expect(sleeper).toMatchObject({ parentPid: 1, user: '0', isMain: false })
      const { signal } = new ContainerProcesses(host.connection, kill)
      const params = { id, pid: sleeper.pid, command: 'sleep 3333', signal: 'TERM' }
      expect(await signal(params, never())).toEqual({ way: 'exec', pidInContainer: sleeper.pid })
      await until('the container ended with it', async () => {
        return (await inspect(id)).State.Status === 'exited'
      })
      const bare = await dockerOn(lab, 'create', ...made, '--network', 'none', 'bayplan/noshell:1')
      await dockerOn(lab, 'start', bare)
      await expect(list(bare)).rejects.toMatchObject({ data: { code: 'unsupported' } })
    } finally {
      await putBackNothing()
    }
  })
})
