import type { TaskPart, TaskPhase, TaskProgress } from '../../shared/task.ts'
import type { Json } from '../normalize/record.ts'
import { numberOf, recordOf, textOf } from '../normalize/record.ts'
import { fromErrorDetail } from './failure.ts'

/** The engine's words for the state of a layer; they have been the same since Docker 1.10. */
const phases: Readonly<Record<string, TaskPhase>> = {
  'Pulling fs layer': 'waiting',
  Waiting: 'waiting',
  Downloading: 'downloading',
  'Verifying Checksum': 'verifying',
  'Download complete': 'verifying',
  Extracting: 'extracting',
  'Pull complete': 'done',
  'Already exists': 'exists',
  Preparing: 'preparing',
  Pushing: 'uploading',
  Pushed: 'done',
  'Layer already exists': 'exists',
}

/** Phases whose bytes have all been moved. */
const movedPhases: ReadonlySet<TaskPhase> = new Set(['verifying', 'extracting', 'done', 'exists', 'mounted'])
const endPhases: ReadonlySet<TaskPhase> = new Set(['done', 'exists', 'mounted'])

type Layer = {
  readonly phase: TaskPhase
  readonly movedBytes: number | null
  readonly totalBytes: number | null
}

/**
 * Folds the engine's messages about a pull or push into progress. Bytes are those that travel: extracting
 * moves a layer's own bar only.
 */
export class TransferProgress {
  private readonly layers = new Map<string, Layer>()
  /** As told at the end of a pull or push. */
  digest: string | null = null

  /**
   * Takes a message in. Returns the part that changed, null when it was about none. Throws the `EngineError` that
   * the message reports: an answer that began with 200 may still fail.
   */
  take(message: Json): TaskPart | null {
    throwIfFailure(message)
    this.digest = digestOf(message) ?? this.digest
    const id = textOf(message['id'])
    const phase = phaseOf(textOf(message['status']))
    if (id === '' || phase === null) return null
    const detail = recordOf(message['progressDetail'])
    // The containerd store counts the seconds of extracting where others count bytes.
    const hasBytes = textOf(detail['units']) === ''
    const current = hasBytes ? numberOf(detail['current']) : null
    const total = hasBytes ? numberOf(detail['total']) : null
    return this.update(id, phase, current, total || null)
  }

  progress(): Partial<TaskProgress> {
    const layers = [...this.layers.values()]
    // What the engine has already does not travel.
    const moving = layers.filter(({ phase }) => phase !== 'exists' && phase !== 'mounted')
    const isKnown = moving.length > 0 && moving.every(({ totalBytes }) => totalBytes !== null)
    const sum = (bytes: readonly (number | null)[]): number =>
      bytes.reduce<number>((total, each) => total + (each ?? 0), 0)
    return {
      doneBytes: sum(moving.map(({ movedBytes }) => movedBytes)),
      // A total of some layers would make a false percentage.
      totalBytes: isKnown ? sum(moving.map(({ totalBytes }) => totalBytes)) : null,
      doneItems: layers.filter(({ phase }) => endPhases.has(phase)).length,
      totalItems: layers.length,
      phase: overallPhase(layers.map(({ phase }) => phase)),
    }
  }

  private update(id: string, phase: TaskPhase, current: number | null, total: number | null): TaskPart {
    const before = this.layers.get(id)
    const isMoving = phase === 'downloading' || phase === 'uploading'
    // A push tells a total that it may exceed: what travels is compressed, what it counts is not.
    const seen = isMoving ? atLeast(total, current) : null
    const totalBytes = seen ?? before?.totalBytes ?? null
    const movedBytes = movedPhases.has(phase) ? totalBytes : (current ?? before?.movedBytes ?? null)
    this.layers.set(id, { phase, movedBytes, totalBytes })
    return phase === 'extracting'
      ? { id, phase, doneBytes: current, totalBytes: total }
      : { id, phase, doneBytes: movedBytes, totalBytes }
  }
}

function atLeast(total: number | null, current: number | null): number | null {
  return total === null || current === null ? total : Math.max(total, current)
}

function throwIfFailure(message: Json): void {
  const detail = recordOf(message['errorDetail'])
  const said = textOf(detail['message']) || textOf(message['error'])
  if (said !== '') throw fromErrorDetail(said, numberOf(detail['code']))
}

function phaseOf(status: string): TaskPhase | null {
  if (status.startsWith('Retrying in')) return 'retrying'
  if (status.startsWith('Mounted from')) return 'mounted'
  return phases[status] ?? null
}

/** A push says it in `aux` (with the containerd store in a line), a pull in its last line but one. */
function digestOf(message: Json): string | null {
  const aux = textOf(recordOf(message['aux'])['Digest'])
  return aux || /(?:^Digest|: digest): ([a-z0-9]+:[0-9a-f]+)/.exec(textOf(message['status']))?.[1] || null
}

/** The earliest phase that any layer is in, because the slowest decides. */
function overallPhase(phases: readonly TaskPhase[]): TaskPhase | null {
  const order = [
    'downloading',
    'uploading',
    'retrying',
    'extracting',
    'verifying',
    'preparing',
    'waiting',
  ] as const
  return order.find((phase) => phases.includes(phase)) ?? (phases.length > 0 ? 'done' : null)
}
