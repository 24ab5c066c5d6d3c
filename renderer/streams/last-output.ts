import { useEffect, useState } from 'react'
import { isCancelled } from '../../shared/errors.ts'
import type { LogBatch, LogsParams } from '../../shared/logs.ts'
import { logIndexBytes } from '../../shared/logs.ts'
import type { Client } from '../../shared/rpc-client.ts'
import { useApp } from '../app-context.ts'
import { stripAnsi } from './log-ansi.ts'
import type { LevelGroup } from './log-levels.ts'
import { detectLevel, groupOfLevel, logLevels } from './log-levels.ts'
import { decodeLine } from './log-text.ts'

export type OutputLine = {
  /** Unique within one reading. */
  readonly number: number
  readonly atMs: number
  readonly text: string
  readonly level: LevelGroup
}

export type LastOutput = {
  readonly lines: readonly OutputLine[]
  /** Everything that existed when it was opened has come. */
  readonly isCaughtUp: boolean
  readonly error: unknown
}

const lineCount = 5
/** A panel shows one row of it. */
const longestText = 300

/** The last lines of a batch; the many before them are never made into strings. */
export function readLastLines(batch: LogBatch, count: number, firstNumber: number): readonly OutputLine[] {
  const total = Math.floor(batch.index.byteLength / logIndexBytes)
  const view = new DataView(batch.index.buffer, batch.index.byteOffset, batch.index.byteLength)
  const end = (line: number) => (line < 0 ? 0 : view.getUint32(line * logIndexBytes, true))
  const lines: OutputLine[] = []
  for (let line = Math.max(0, total - count); line < total; line += 1) {
    const at = line * logIndexBytes
    const [from, to] = [end(line - 1), end(line)]
    const level = logLevels[detectLevel(batch.bytes, from, to)] ?? 'none'
    lines.push({
      number: firstNumber + line,
      atMs: view.getUint32(at + 4, true) * 1_000 + Math.floor(view.getUint32(at + 8, true) / 1e6),
      text: stripAnsi(decodeLine(batch.bytes, from, to, longestText).text),
      level: groupOfLevel[level],
    })
  }
  return lines
}

const nothing: LastOutput = { lines: [], isCaughtUp: false, error: null }

/** The newest lines of a container while the calling component is on screen, drawn at most once a frame. */
export function useLastOutput(id: string): LastOutput {
  const { client, onLink } = useApp()
  const [output, setOutput] = useState<{ readonly id: string; readonly value: LastOutput }>({
    id,
    value: nothing,
  })
  useEffect(() => {
    // Follows the log until the container or the panel goes; a new link follows anew.
    let abort = new AbortController()
    const restart = () => {
      abort.abort()
      abort = new AbortController()
      void followOutput(client, id, abort.signal, (value) => setOutput({ id, value }))
    }
    restart()
    const stopLink = onLink(restart)
    return () => {
      stopLink()
      abort.abort()
    }
  }, [client, onLink, id])
  return output.id === id ? output.value : nothing
}

async function followOutput(
  client: () => Client,
  id: string,
  signal: AbortSignal,
  show: (output: LastOutput) => void,
): Promise<void> {
  const params: LogsParams = { id, tail: lineCount, sinceSeconds: null, follow: true, after: null }
  let output = nothing
  let frame = 0
  let taken = 0
  signal.addEventListener('abort', () => cancelAnimationFrame(frame))
  const showSoon = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => show(output))
  }
  try {
    for await (const batch of client().open('container.logs', params, signal)) {
      const fresh = readLastLines(batch, lineCount, taken)
      taken += Math.floor(batch.index.byteLength / logIndexBytes)
      output = {
        lines: [...output.lines, ...fresh].slice(-lineCount),
        isCaughtUp: output.isCaughtUp || batch.isCaughtUp,
        error: null,
      }
      showSoon()
    }
    output = { ...output, isCaughtUp: true }
    if (!signal.aborted) showSoon()
  } catch (error) {
    if (signal.aborted || isCancelled(error)) return
    output = { ...output, isCaughtUp: true, error }
    showSoon()
  }
}
