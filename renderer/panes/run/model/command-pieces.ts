import type { PrintedRun } from '../../../../shared/docker-run/print-run.ts'
import type { RunPart } from '../../../../shared/docker-run/run-part.ts'
import { partOf } from './field-problems.ts'

/** A stretch of the command that one field writes, or that none does. */
export type CommandPiece = {
  readonly at: number
  /** The field, as `publish:0`; null for what no field writes. */
  readonly part: string | null
  readonly spans: readonly {
    readonly at: number
    readonly kind: RunPart['kind'] | 'blank'
    readonly text: string
  }[]
}

/** The command cut into pieces: a flag with its value is one. */
export function commandPieces({ text, parts }: PrintedRun): readonly CommandPiece[] {
  const pieces: { at: number; part: string | null; spans: CommandPiece['spans'][number][] }[] = []
  let end = 0
  for (const each of parts) {
    const part = fieldOf(each)
    const last = pieces.at(-1)
    const blank = text.slice(end, each.start)
    const goesOn = last !== undefined && part !== null && last.part === part
    if (goesOn) last.spans.push({ at: end, kind: 'blank', text: blank })
    else {
      if (blank !== '') pieces.push({ at: end, part: null, spans: [{ at: end, kind: 'blank', text: blank }] })
      pieces.push({ at: each.start, part, spans: [] })
    }
    pieces.at(-1)?.spans.push({ at: each.start, kind: each.kind, text: text.slice(each.start, each.end) })
    end = each.end
  }
  if (end < text.length) {
    pieces.push({ at: end, part: null, spans: [{ at: end, kind: 'blank', text: text.slice(end) }] })
  }
  return pieces
}

function fieldOf({ kind, option, index }: RunPart): string | null {
  if (kind === 'image' || kind === 'command') return kind
  return option === null ? null : partOf(option, index)
}
