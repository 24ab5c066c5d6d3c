import { connectionFlags } from '../docker-command.ts'
import type { Endpoint } from '../engine.ts'
import type { PrintedRun } from './print-run.ts'
import type { RunPart } from './run-part.ts'

/** The same command, pointed at the engine in use where docker would not go there by itself. */
export function withConnection(printed: PrintedRun, endpoint: Endpoint | null): PrintedRun {
  const [flag, value] = connectionFlags(endpoint)
  const program = printed.parts.find(({ kind }) => kind === 'program')
  if (flag === undefined || value === undefined || !program) return printed
  const at = program.end
  const words = ` ${flag} ${value}`
  const own = { option: null, index: null } as const
  const valueAt = at + 2 + flag.length
  const added: readonly RunPart[] = [
    { start: at + 1, end: at + 1 + flag.length, kind: 'flag', ...own },
    { start: valueAt, end: valueAt + value.length, kind: 'value', ...own },
  ]
  const moved = printed.parts.map((part) =>
    part.start < at ? part : { ...part, start: part.start + words.length, end: part.end + words.length },
  )
  return {
    text: printed.text.slice(0, at) + words + printed.text.slice(at),
    parts: [moved[0], ...added, ...moved.slice(1)].filter((part) => part !== undefined),
  }
}
