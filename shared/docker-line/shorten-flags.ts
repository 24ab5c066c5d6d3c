import { commandOf, composeOptions, findLineOption, globalOptions } from './line-commands.ts'
import { parseLines } from './parse-line.ts'

/** The same commands with the letters of flags in place of their names, where there is one. */
export function shortenFlags(text: string): string {
  let short = ''
  let at = 0
  for (const { path, parts } of parseLines(text)) {
    for (const { kind, name, start, end, isGlobal } of parts) {
      if (kind !== 'flag' || name === null || !text.startsWith('--', start)) continue
      const option =
        isGlobal || path === null
          ? (findLineOption(globalOptions, name) ?? findLineOption(composeOptions, name))
          : findLineOption(commandOf(path).options, name)
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
