import { commandOf, composeOptions, findLineOption, globalOptions, type LineOption } from './line-commands.ts'
import { type DockerLine, type LinePart, parseLines } from './parse-line.ts'

/** The same commands with the letters of flags in place of their names, where there is one. */
export function shortenFlags(text: string): string {
  let short = ''
  let at = 0
  for (const { path, parts } of parseLines(text)) {
    for (const part of parts) {
      const { start, end } = part
      const option = text.startsWith('--', start) ? optionOf(part, path) : null
      if (!option?.short) continue
      short += `${text.slice(at, start)}-${option.short}`
      at = end
      // A switch takes its value after the sign only.
      if (option.takesValue && text[at] === '=') {
        short += ' '
        at += 1
      }
    }
  }
  return short + text.slice(at)
}

function optionOf({ kind, name, isGlobal }: LinePart, path: DockerLine['path']): LineOption | null {
  if (kind !== 'flag' || name === null) return null
  if (!isGlobal && path !== null) return findLineOption(commandOf(path).options, name)
  return findLineOption(globalOptions, name) ?? findLineOption(composeOptions, name)
}
