import { EngineError } from '../shared/errors.ts'
import type { TaskResult } from '../shared/task.ts'
import { LineSplitter } from './ndjson.ts'
import type { Json } from './normalize/record.ts'
import { numberOf, parseRecord, recordOf, textOf } from './normalize/record.ts'
import type { TaskReporter } from './tasks.ts'

/** What every engine says of an image that it has taken in. */
const loaded = /^Loaded image(?<isId> ID)?: (?<name>\S+)$/
const imageId = /^sha256:[0-9a-f]{64}$/

/** The messages of an engine that takes in an archive: output, layers, what came of it. */
export class ImageMessages {
  private readonly task: TaskReporter
  private readonly lines = new LineSplitter()
  private readonly references: string[] = []
  private readonly imageIds: string[] = []

  constructor(task: TaskReporter) {
    this.task = task
  }

  /** Throws `engine-failed` when a message says that it failed. */
  push(chunk: Buffer): void {
    for (const line of this.lines.push(chunk)) this.take(line)
  }

  end(): void {
    for (const line of this.lines.end()) this.take(line)
  }

  result(): Pick<TaskResult, 'references' | 'imageIds'> {
    return {
      ...(this.references.length > 0 ? { references: this.references } : {}),
      ...(this.imageIds.length > 0 ? { imageIds: this.imageIds } : {}),
    }
  }

  private take(line: string): void {
    const message = parseRecord(line)
    if (!message) return
    const failure = textOf(recordOf(message['errorDetail'])['message']) || textOf(message['error'])
    if (failure !== '') {
      this.task.line(failure)
      throw new EngineError('engine-failed', failure)
    }
    const said = (textOf(message['stream']) || textOf(message['status'])).trim()
    const id = textOf(message['id'])
    if (id === '') this.say(said)
    else this.move(id, message)
  }

  private say(said: string): void {
    if (said === '') return
    this.task.line(said)
    const { isId, name } = loaded.exec(said)?.groups ?? {}
    if (name !== undefined) (isId === undefined ? this.references : this.imageIds).push(name)
    else if (imageId.test(said)) this.imageIds.push(said)
  }

  private move(id: string, message: Json): void {
    const { current, total } = recordOf(message['progressDetail'])
    const totalBytes = numberOf(total) || null
    const doneBytes = numberOf(current) || null
    this.task.part({ id, phase: 'loading', doneBytes, totalBytes })
  }
}
