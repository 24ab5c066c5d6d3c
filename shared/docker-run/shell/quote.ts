import { quoteWord } from '../../docker-command.ts'
import type { Shell } from './shell.ts'
import type { Piece } from './variables.ts'
import { cutVariables } from './variables.ts'

/**
 * Writes one word so that the shell passes exactly its text, and replaces what is listed in `variables`.
 *
 * POSIX: single quotes, double ones around variables. PowerShell: the same with its own escapes, as version 7.3 and
 * later pass words on to programs. cmd.exe: double quotes for the program; where the shell would still see something
 * of its own in them, every character that it knows is escaped with a caret instead.
 */
export function quoteFor(shell: Shell, word: string, variables: readonly string[]): string {
  const pieces = cutVariables(word, variables)
  return pieces.some(({ isVariable }) => isVariable) ? quotePieces[shell](pieces) : quoteText[shell](word)
}

const quoteText: Readonly<Record<Shell, (word: string) => string>> = {
  posix: quoteWord,
  powershell: (word) =>
    plainInPowershell.test(word) ? word : `'${word.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`,
  cmd: (word) => (plainInCmd.test(word) ? word : quoteInCmd([{ text: word, isVariable: false }])),
}

const quotePieces: Readonly<Record<Shell, (pieces: readonly Piece[]) => string>> = {
  posix: quoteInPosix,
  powershell: (pieces) =>
    `"${pieces
      .map(({ text, isVariable }) =>
        isVariable ? toPowershell(text) : text.replaceAll(/["`$\u201C-\u201E]/g, '`$&'),
      )
      .join('')}"`,
  cmd: quoteInCmd,
}

const plainInPowershell =
  /^(?:[A-Za-z0-9_./\\:=+][A-Za-z0-9_./\\:=+-]*|--?[A-Za-z][A-Za-z0-9-]*(?:=[A-Za-z0-9]+)?)$/
const plainInCmd = /^[A-Za-z0-9_@+:,./\\=-]+$/

function quoteInPosix(pieces: readonly Piece[]): string {
  const [first, ...others] = pieces
  if (first?.text !== '~' || !first.isVariable) return quoteDouble(pieces)
  // The shell sees a tilde only before a bare slash.
  const [second, ...rest] = others
  return second === undefined ? '~' : `~/${quoteDouble([{ ...second, text: second.text.slice(1) }, ...rest])}`
}

function quoteDouble(pieces: readonly Piece[]): string {
  const text = pieces.map((piece) => piece.text).join('')
  if (pieces.every(({ isVariable }) => !isVariable)) return text === '' ? '' : quoteWord(text)
  // An interactive shell would look up its history at a `!` in double quotes.
  const escape = (literal: string) => literal.replaceAll(/[\\"$`]/g, '\\$&').replaceAll('!', `"'!'"`)
  return `"${pieces.map((piece) => (piece.isVariable ? piece.text : escape(piece.text))).join('')}"`
}

const simpleVariable = /^\$(?:(\w+)|\{(\w+)\})$/
const directory = /^(?:\$\(pwd\)|`pwd`)$/i

function nameOf(variable: string): string | null {
  const [, bare, braced] = simpleVariable.exec(variable) ?? []
  return bare ?? braced ?? null
}

/** PWD and HOME are PowerShell's own; other variables of the environment have a prefix. */
function toPowershell(variable: string): string {
  if (variable === '~') return '${HOME}'
  if (directory.test(variable)) return '$(pwd)'
  const name = nameOf(variable)
  if (name === null) return variable.startsWith('$(') ? variable : variable.replaceAll(/["`$]/g, '`$&')
  return name === 'PWD' || name === 'HOME' ? `\${${name}}` : `\${env:${name}}`
}

/** Null when cmd.exe has nothing like it. */
function toCmd(variable: string): string | null {
  const name = nameOf(variable)
  if (directory.test(variable) || name === 'PWD') return '%cd%'
  if (variable === '~' || name === 'HOME') return '%USERPROFILE%'
  return name === null ? null : `%${name}%`
}

function quoteInCmd(pieces: readonly Piece[]): string {
  const parts = pieces.map(({ text, isVariable }) => {
    const variable = isVariable ? toCmd(text) : null
    return { text: variable ?? text, isVariable: variable !== null }
  })
  const escaped = `"${parts.map((part, index) => escapeForProgram(part, index === parts.length - 1)).join('')}"`
  const needsCarets = parts.some(({ text, isVariable }) => !isVariable && /["%\n]/.test(text))
  if (!needsCarets) return escaped
  const withCarets = (text: string) => text.replaceAll(/[()%!^"<>&|]/g, '^$&').replaceAll('\n', '^\n\n')
  return `^"${parts
    .map((part, index) => {
      const text = escapeForProgram(part, index === parts.length - 1)
      return part.isVariable ? text : withCarets(text)
    })
    .join('')}^"`
}

/** Backslashes are doubled before a quote, be it one of the text or the closing one. */
function escapeForProgram({ text, isVariable }: Piece, isLast: boolean): string {
  if (isVariable) return text
  const inner = text.replaceAll(/(\\*)"/g, '$1$1\\"')
  return isLast ? inner.replace(/\\+$/, '$&$&') : inner
}
