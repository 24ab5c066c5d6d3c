export type CommandToken = {
  readonly kind: 'program' | 'flag' | 'string' | 'value' | 'operator' | 'space'
  readonly text: string
  /** Position in the command, unique. */
  readonly at: number
}

/** Words of `docker` that take a second verb. */
const groups = new Set([
  'builder',
  'buildx',
  'compose',
  'container',
  'context',
  'image',
  'network',
  'system',
  'volume',
])
/** Options before the verb that take the next word as their value. */
const globalOptions = new Set(['--config', '--context', '-c', '--host', '-H', '--log-level', '-l'])
const words = /\s+|(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])+|["'\\]/g
const operators = new Set(['|', '||', '&&', ';', '>', '>>', '<', '\\'])

/** Splits a shell command for display. Nothing is lost: the texts joined are the command. */
export function colourCommand(command: string): CommandToken[] {
  const tokens: CommandToken[] = []
  let expected: Expected = 'program'
  for (const match of command.matchAll(words)) {
    const text = match[0]
    let kind: CommandToken['kind'] = 'value'
    if (text.trim() === '') kind = 'space'
    else if (operators.has(text)) kind = 'operator'
    else if (text.startsWith('-')) kind = 'flag'
    else if (expected === 'program' || expected === 'verb') kind = 'program'
    else if (/^["']/.test(text)) kind = 'string'
    tokens.push({ kind, text, at: match.index })
    expected = next(expected, kind, text)
  }
  return tokens
}

type Expected = 'program' | 'verb' | 'option value' | 'arguments'

function next(expected: Expected, kind: CommandToken['kind'], text: string): Expected {
  if (kind === 'space') return expected
  if (kind === 'operator') return text === '\\' ? expected : 'program'
  if (kind === 'flag') return expected === 'verb' && globalOptions.has(text) ? 'option value' : expected
  return afterWord(expected, text)
}

function afterWord(expected: Expected, word: string): Expected {
  switch (expected) {
    case 'program':
      if (word === 'sudo') return 'program'
      return word === 'docker' ? 'verb' : 'arguments'
    case 'verb':
      return groups.has(word) ? 'verb' : 'arguments'
    case 'option value':
      return 'verb'
    case 'arguments':
      return 'arguments'
  }
}
