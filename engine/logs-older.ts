import type { LogBatch, OlderLogs, OlderLogsParams } from '../shared/logs.ts'
import { logIndexBytes } from '../shared/logs.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { isRawStream, requestLogs } from './logs-request.ts'
import type { ContainerState } from './stream/container-state.ts'
import { readContainerState } from './stream/container-state.ts'
import { LogPacker } from './stream/log-packer.ts'
import { LogPump } from './stream/log-pump.ts'

/** An answer has no more text than this, unless a single line is longer. */
const maxAnswerBytes = 4 << 20
/** Read and not yet dropped: the answer, and what the page holds already. */
const maxWaitingBytes = 64 << 20
/** Beyond this the engine may as well read the whole log. */
const mostCounted = 1 << 26

/**
 * Reads the lines right before those that a page holds.
 *
 * The engine counts `tail` from the end of the log, whatever `until` says. So it is asked for as many lines as come
 * after the wanted ones and some more, and for more still while that does not reach far enough. Where twice as many
 * bring nothing new, the log begins.
 *
 * Source: `ContainerLogs`, `ContainerInspect`. Errors: not-found, unsupported (the log driver cannot be read),
 * engine-unreachable, stream-lost, cancelled.
 */
export async function olderLogs(
  connection: EngineConnection,
  params: OlderLogsParams,
  signal: AbortSignal,
): Promise<OlderLogs> {
  const client = connection.client()
  const state = await readContainerState(client, params.id, signal)
  // One more than wanted: the first may be the rest of a long line that the engine stored in parts.
  let tail: number | null = params.newerCount + params.count + 1
  let known = -1
  for (;;) {
    const page: LastLines = await readPage(client, state, params, tail, signal)
    const isBeginning = tail === null || (page.count >= params.heldCount && page.count === known)
    const hasEnough = page.count - params.heldCount > params.count / 2
    if (isBeginning || hasEnough) return page.answer(isBeginning)
    known = page.count
    if (tail !== null) tail = nextTail(tail, page.count > params.heldCount ? params.count * 4 : tail)
  }
}

function nextTail(tail: number, more: number): number | null {
  return tail + more > mostCounted ? null : tail + more
}

async function readPage(
  client: EngineClient,
  state: ContainerState,
  params: OlderLogsParams,
  tail: number | null,
  signal: AbortSignal,
): Promise<LastLines> {
  const { seconds, nanos } = params.until
  const until = `${seconds}.${String(nanos).padStart(9, '0')}`
  const response = await requestLogs(client, state, { tail, since: null, until }, false, signal)
  const packer = new LogPacker(isRawStream(response, state), { pass: () => true })
  const opened = { atMs: 0, startedAt: performance.now(), isCaughtUp: true, follows: false }
  const pump = new LogPump(response.body, packer, opened)
  const last = new LastLines(params)
  for (let batch = await pump.next(); batch !== null; batch = await pump.next()) last.add(batch)
  return last
}

/** Keeps the end of a stream of lines: the wanted ones and those after them. */
class LastLines {
  private readonly wanted: OlderLogsParams
  private readonly batches: LogBatch[] = []
  private keptLines = 0
  private keptBytes = 0
  /** All that came. */
  count = 0

  constructor(wanted: OlderLogsParams) {
    this.wanted = wanted
  }

  add(batch: LogBatch): void {
    const lines = countLines(batch)
    if (lines === 0) return
    this.batches.push(batch)
    this.count += lines
    this.keptLines += lines
    this.keptBytes += batch.bytes.length
    for (let first = this.batches[0]; first && this.canSpare(first); first = this.batches[0]) {
      this.batches.shift()
      this.keptLines -= countLines(first)
      this.keptBytes -= first.bytes.length
    }
  }

  private canSpare(first: LogBatch): boolean {
    const { heldCount, count } = this.wanted
    const rest = this.keptLines - countLines(first)
    return rest > heldCount + count || (rest > heldCount && this.keptBytes > maxWaitingBytes)
  }

  /** The last lines before those that are held, as many as are wanted and fit. */
  answer(isWhole: boolean): OlderLogs {
    const { heldCount, count } = this.wanted
    const { bytes, index } = join(this.batches)
    const ends = new DataView(index.buffer)
    const startOf = (line: number): number =>
      line === 0 ? 0 : ends.getUint32((line - 1) * logIndexBytes, true)
    const end = Math.max(0, this.keptLines - heldCount)
    // What the engine's count began with may be a part of a line.
    const isCut = !isWhole || this.keptLines < this.count
    const least = Math.max(isCut && end > 1 ? 1 : 0, end - count)
    let first = end
    while (first > least && (first === end || startOf(end) - startOf(first - 1) <= maxAnswerBytes)) first -= 1
    const [from, to] = [startOf(first), startOf(end)]
    for (let line = first; line < end; line += 1)
      ends.setUint32(line * logIndexBytes, ends.getUint32(line * logIndexBytes, true) - from, true)
    return {
      bytes: bytes.slice(from, to),
      index: index.slice(first * logIndexBytes, end * logIndexBytes),
      isBeginning: isWhole && !isCut && first === 0,
    }
  }
}

function countLines({ index }: LogBatch): number {
  return index.length / logIndexBytes
}

function join(batches: readonly LogBatch[]): { readonly bytes: Uint8Array; readonly index: Uint8Array } {
  const bytes = new Uint8Array(batches.reduce((sum, batch) => sum + batch.bytes.length, 0))
  const index = new Uint8Array(batches.reduce((sum, batch) => sum + batch.index.length, 0))
  const ends = new DataView(index.buffer)
  let byteAt = 0
  let indexAt = 0
  for (const batch of batches) {
    bytes.set(batch.bytes, byteAt)
    index.set(batch.index, indexAt)
    const nextIndex = indexAt + batch.index.length
    for (; indexAt < nextIndex; indexAt += logIndexBytes)
      ends.setUint32(indexAt, ends.getUint32(indexAt, true) + byteAt, true)
    byteAt += batch.bytes.length
  }
  return { bytes, index }
}
