import type { RunVerb } from './find-run.ts'
import type { RunOption } from './run-options.ts'
import { runOptions } from './run-options.ts'
import type { RunPart } from './run-part.ts'
import type { RunSpec } from './run-spec.ts'
import { valueOf } from './run-spec.ts'
import { hasNamedValues, variableFor } from './secret-values.ts'
import { quoteFor } from './shell/quote.ts'
import type { Shell } from './shell/shell.ts'
import { cut } from './values/text.ts'

export type PrintOptions = {
  readonly shell: Shell
  /** `run` when left out. */
  readonly verb?: RunVerb
  /** `lines` puts each option on a line of its own. */
  readonly layout: 'line' | 'lines'
  readonly flags: 'long' | 'short'
  /**
   * How secrets are written: `plain`, as they are, when left out; `masked`, dotted out, for showing; `variables`,
   * without their value, so that docker or the shell takes it from the environment.
   */
  readonly secrets?: 'masked' | 'variables' | 'plain'
  /** Whether the variable, label or setting of that name is a secret; all are when left out. */
  readonly isSecret?: (name: string) => boolean
}
export type PrintedRun = { readonly text: string; readonly parts: readonly RunPart[] }

/** What stands in place of a secret. */
export const secretMask = '••••••••'

/** Writes the command so that the shell passes exactly the words of the spec to docker. */
export function printRun(spec: RunSpec, options: PrintOptions): PrintedRun {
  const writer = new Writer(options)
  writer.write([
    { kind: 'program', text: 'docker' },
    { kind: 'verb', text: options.verb ?? 'run' },
  ])
  for (const { text } of spec.unknown) writer.writeItem([{ kind: 'unknown', text: writer.quote(text, spec) }])
  const flags = runOptions.flatMap((option) => itemsOf(option, spec, writer))
  for (const item of options.flags === 'short' ? joinLetters(flags) : flags) writer.writeItem(item)
  if (spec.image !== '') writer.writeItem(operandsOf(spec, writer))
  return { text: writer.text, parts: writer.parts }
}

/** A piece of the command, quoted as it needs to be; joined to the one before without a blank when it says so. */
type Piece = {
  /** Null when it is a sign between parts. */
  readonly kind: RunPart['kind'] | null
  readonly text: string
  readonly option?: string
  readonly index?: number
  readonly isJoined?: boolean
}

const continuations: Readonly<Record<Shell, string>> = {
  posix: ' \\\n  ',
  powershell: ' `\n  ',
  cmd: ' ^\n  ',
}

class Writer {
  readonly options: PrintOptions
  readonly parts: RunPart[] = []
  text = ''

  constructor(options: PrintOptions) {
    this.options = options
  }

  /** Writes pieces that stay on one line, on a new one in a layout of lines. */
  writeItem(pieces: readonly Piece[]): void {
    this.text += this.options.layout === 'lines' ? continuations[this.options.shell] : ' '
    this.write(pieces)
  }

  write(pieces: readonly Piece[]): void {
    for (const [place, { kind, text, option = null, index = null, isJoined = false }] of pieces.entries()) {
      if (place > 0 && !isJoined) this.text += ' '
      const start = this.text.length
      this.text += text
      if (kind !== null) this.parts.push({ start, end: this.text.length, kind, option, index })
    }
  }

  quote(word: string, { variables }: RunSpec): string {
    return quoteFor(this.options.shell, word, variables)
  }
}

function itemsOf(option: RunOption, spec: RunSpec, writer: Writer): readonly (readonly Piece[])[] {
  const { name, short } = option
  const value = valueOf(spec, name)
  if (value === null) return []
  const flag = writer.options.flags === 'short' && short !== null ? `-${short}` : `--${name}`
  if (typeof value === 'boolean') {
    const pieces: readonly Piece[] = [{ kind: 'flag', text: flag, option: name }]
    const sign: Piece = { kind: null, text: '=', isJoined: true }
    return [
      value ? pieces : [...pieces, sign, { kind: 'value', text: 'false', option: name, isJoined: true }],
    ]
  }
  const values = typeof value === 'string' ? [value] : value
  return values.map((each, index) => {
    const place = typeof value === 'string' ? { option: name } : { option: name, index }
    return [
      { kind: 'flag', text: flag, ...place },
      { kind: 'value', text: writeValue(option, each, spec, writer), ...place },
    ]
  })
}

function writeValue(option: RunOption, text: string, spec: RunSpec, writer: Writer): string {
  const { secrets = 'plain', isSecret = () => true } = writer.options
  const [name, value] = cut(text, '=')
  const isHidden = secrets !== 'plain' && hasNamedValues(option) && value !== null && isSecret(name)
  if (!isHidden) return writer.quote(text, spec)
  if (secrets === 'masked') return `${writer.quote(`${name}=`, spec)}${secretMask}`
  // docker takes the value of a variable from its own environment; of others the shell must.
  if (option.value === 'env') return writer.quote(name, spec)
  const variable = `\${${variableFor(name)}}`
  return writer.quote(`${name}=${variable}`, { ...spec, variables: [...spec.variables, variable] })
}

/** `-d -i -t` as `-dit`: switches with a letter that follow each other. */
function joinLetters(items: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] {
  const joined: (readonly Piece[])[] = []
  for (const item of items) {
    const before = joined.at(-1)
    if (before !== undefined && isLetters(before) && isLetters(item)) {
      const letters = item.map((piece) => ({ ...piece, text: piece.text.slice(1), isJoined: true }))
      joined[joined.length - 1] = [...before, ...letters]
    } else joined.push(item)
  }
  return joined
}

function isLetters(item: readonly Piece[]): boolean {
  return item.every(({ kind, text }, place) => kind === 'flag' && (place > 0 || /^-[^-]$/.test(text)))
}

/** What would be read as a flag. */
const likeFlag = /^[-\u2010-\u2015\u2212]/

function operandsOf(spec: RunSpec, writer: Writer): readonly Piece[] {
  const { image, command, unknown } = spec
  // After an unknown flag alone, the image could be its value.
  const needsEnd =
    likeFlag.test(image) ||
    (unknown.at(-1)?.text.includes('=') === false && writer.parts.at(-1)?.kind === 'unknown')
  return [
    ...(needsEnd ? [{ kind: null, text: writer.quote('--', spec) } as const] : []),
    { kind: 'image', text: writer.quote(image, spec) },
    ...command.map((word) => ({ kind: 'command', text: writer.quote(word, spec) }) as const),
  ]
}
