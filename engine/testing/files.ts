import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import { EngineError } from '../../shared/errors.ts'
import type { Task } from '../../shared/task.ts'
import { Containers } from '../containers.ts'
import type { FileParts } from '../files/file-parts.ts'
import { createFileParts } from '../files/file-parts.ts'
import { StoppedHere } from '../stopped-here.ts'
import { TaskHub } from '../tasks.ts'
import { Transfers } from '../transfers.ts'
import { readText } from '../transport.ts'
import { Volumes } from '../volumes.ts'
import { connectTo, never, testLabels } from './lab.ts'

export type FilesRig = FileParts & {
  readonly connection: ReturnType<typeof connectTo>
  readonly tasks: TaskHub
  /** The task once it has ended. */
  ended(taskId: string): Promise<Task>
  makeVolume(name: string, labels?: Readonly<Record<string, string>>): Promise<void>
  /** Runs a shell line in a container of the quick image with the volume at /v, to its end; answers what it printed. */
  shell(volume: string, line: string): Promise<string>
  /** Names of helper containers, running or not. */
  helpers(): Promise<readonly string[]>
  close(): Promise<void>
}

/** The parts about files as the desktop shell has them: transfers are files of this computer. */
export async function openFiles(lab: LabEngine): Promise<FilesRig> {
  const onBug = (error: unknown): never => {
    throw error
  }
  const connection = connectTo(lab.host)
  const client = await connection.whenConnected(never())
  const tasks = new TaskHub({ onBug })
  const containers = new Containers({
    connection,
    stoppedHere: new StoppedHere(),
    known: () => undefined,
  })
  const volumes = new Volumes(connection)
  const transfers = new Transfers('desktop')
  const parts = createFileParts({ connection, tasks, transfers, containers, volumes, onBug })
  const { docker } = client
  return {
    ...parts,
    connection,
    tasks,
    ended: (taskId) => endOf(tasks, taskId),
    makeVolume: async (name, labels = {}) => {
      await docker.createVolume({ Name: name, Labels: { ...testLabels, ...labels } })
    },
    shell: async (volume, line) => {
      const container = await docker.createContainer({
        Image: 'bb',
        Cmd: ['sh', '-ec', line],
        Labels: testLabels,
        // Without frames in what it prints.
        Tty: true,
        HostConfig: { NetworkMode: 'none', Binds: [`${volume}:/v`] },
      })
      await container.start()
      const { StatusCode } = (await container.wait()) as { StatusCode: number }
      const path = `/containers/${container.id}/logs`
      const { body } = await client.stream({ method: 'GET', path, query: { stdout: true }, signal: never() })
      const output = await readText(body)
      await container.remove()
      if (StatusCode !== 0) throw new Error(`${line} ended with ${StatusCode}: ${output}`)
      return output
    },
    helpers: async () => {
      const rows = await docker.listContainers({ all: true, filters: { label: ['bayplan.helper=1'] } })
      return rows.flatMap((row) => row.Names)
    },
    close: async () => {
      await tasks.dispose()
      await parts.dispose()
      connection.dispose()
    },
  }
}

async function endOf(tasks: TaskHub, taskId: string): Promise<Task> {
  await tasks.ended(taskId)
  for await (const item of tasks.feed(never())) {
    const rows = item.kind === 'snapshot' ? item.items : item.kind === 'change' ? item.upserts : []
    const task = rows.find(({ id }) => id === taskId)
    if (task) return task
  }
  throw new Error(`no task ${taskId}`)
}

/** The code of the `EngineError` that the work throws. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (error) {
    if (error instanceof EngineError) return error.code
    throw error
  }
  return 'no error'
}
