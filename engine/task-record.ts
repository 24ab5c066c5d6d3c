import type { ErrorData } from '../shared/errors.ts'
import type { Task, TaskKind, TaskPart, TaskProgress, TaskResult, TaskState } from '../shared/task.ts'

/** A bit more than what a person scrolls back through. */
const maxLines = 500
/** Lines come from registries and engines, which are not trusted to end them. */
const maxLineLength = 2_000
/** An image has at most 127 layers; pulls of all tags have more, of which the first ones are shown. */
const maxParts = 512
/** The speed is that of the last seconds. */
const rateWindowMs = 5_000

type Sample = { readonly atMs: number; readonly bytes: number }

/** What is known of one task, from its start to its end. */
export class TaskRecord {
  readonly lines: string[] = []
  private readonly about: Pick<Task, 'id' | 'kind' | 'subject' | 'command' | 'startedAtMs'>
  private readonly parts = new Map<string, TaskPart>()
  private progress: Omit<TaskProgress, 'bytesPerSecond' | 'parts'> = {
    doneBytes: null,
    totalBytes: null,
    doneItems: null,
    totalItems: null,
    phase: null,
  }
  private samples: Sample[] = []
  private end: Pick<Task, 'endedAtMs' | 'state' | 'result' | 'error'> = {
    endedAtMs: null,
    state: 'running',
    result: null,
    error: null,
  }

  constructor(about: { id: string; kind: TaskKind; subject: string; command: string; startedAtMs: number }) {
    this.about = about
  }

  get isRunning(): boolean {
    return this.end.state === 'running'
  }

  patch(patch: Partial<TaskProgress>): void {
    const { bytesPerSecond: _rate, parts: _parts, ...rest } = patch
    this.progress = { ...this.progress, ...rest }
  }

  part(part: TaskPart): void {
    if (this.parts.has(part.id) || this.parts.size < maxParts) this.parts.set(part.id, part)
  }

  line(text: string): void {
    for (const line of text.split('\n')) this.lines.push(line.slice(0, maxLineLength))
    if (this.lines.length > maxLines) this.lines.splice(0, this.lines.length - maxLines)
  }

  finish(
    state: Exclude<TaskState, 'running'>,
    atMs: number,
    more: { result?: TaskResult; error?: ErrorData },
  ): void {
    this.end = { state, endedAtMs: atMs, result: more.result ?? null, error: more.error ?? null }
    this.samples = []
  }

  /** As it is now. Called at each publication, because the speed is measured between those. */
  view(nowMs: number): Task {
    const bytesPerSecond = this.isRunning ? this.measure(nowMs) : null
    return {
      ...this.about,
      ...this.end,
      progress: { ...this.progress, bytesPerSecond, parts: [...this.parts.values()] },
    }
  }

  private measure(nowMs: number): number | null {
    const bytes = this.progress.doneBytes
    if (bytes === null) return null
    // What was counted is less than before: another count began.
    if ((this.samples.at(-1)?.bytes ?? 0) > bytes) this.samples = []
    this.samples.push({ atMs: nowMs, bytes })
    while (this.samples.length > 2 && nowMs - (this.samples[1]?.atMs ?? nowMs) >= rateWindowMs)
      this.samples.shift()
    const first = this.samples[0]
    if (!first || nowMs <= first.atMs) return null
    return Math.round(((bytes - first.bytes) * 1_000) / (nowMs - first.atMs))
  }
}
