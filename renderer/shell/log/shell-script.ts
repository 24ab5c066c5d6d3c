import { parseLines } from '../../../shared/docker-line/parse-line.ts'
import type { RecordedCommand } from '../../store/companion.ts'

const variable = /^"?\$\{?([A-Z_][A-Z0-9_]*)\}?"?$|="?\$\{?([A-Z_][A-Z0-9_]*)\}?"?$/

/**
 * What was done as a script for a POSIX shell, oldest first. What failed is commented out; variables that stand for
 * secrets are asked for at the beginning.
 */
export function toShellScript(commands: readonly RecordedCommand[], nowMs: number): string {
  const worked = commands.filter(({ result }) => result === 'ok')
  const needed = [...new Set(worked.flatMap(({ command }) => secretVariables(command)))]
  const head = [
    '#!/bin/sh',
    `# Written by Bayplan on ${new Date(nowMs).toISOString()}.`,
    ...(needed.length === 0 ? [] : ['# Set these before: their values are not in this file.']),
    ...needed.map((name) => `: "\${${name}:?}"`),
  ]
  return `${[...head, ...commands.toReversed().flatMap(toLines)].join('\n')}\n`
}

function toLines({ command, result, atMs, tookMs }: RecordedCommand): readonly string[] {
  const took = tookMs === null ? '' : `, ${(tookMs / 1_000).toFixed(1)} s`
  const note = `# ${new Date(atMs).toISOString()}, ${result === 'ok' ? 'done' : 'failed'}${took}`
  return ['', note, result === 'ok' ? command : command.replaceAll(/^/gm, '# ')]
}

function secretVariables(command: string): readonly string[] {
  const values = parseLines(command).flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'value'))
  return values.flatMap(({ value, variables }) => {
    const [, whole, assigned] = variables.length === 1 ? (variable.exec(value) ?? []) : []
    return whole ?? assigned ?? []
  })
}
