import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestColor, parseAnsi, showInvisibles, stripAnsi, type TermColor } from './log-ansi.ts'

const esc = '\u001b'

function painted(text: string): readonly (readonly [string, TermColor | null, TermColor | null])[] {
  const { plain, spans } = parseAnsi(text)
  return spans.map(({ start, end, style }) => [plain.slice(start, end), style.color, style.background])
}

describe('parseAnsi', () => {
  it.each([
    ['16 colours', `a${esc}[31mred${esc}[0mb`, [['red', 'red', null]]],
    ['bright is the same name', `${esc}[92mok${esc}[39m`, [['ok', 'green', null]]],
    ['background', `${esc}[41mx${esc}[49m`, [['x', null, 'red']]],
    ['several at once', `${esc}[1;33;44mx${esc}[m`, [['x', 'yellow', 'blue']]],
    ['256 by index', `${esc}[38;5;196mx`, [['x', 'red', null]]],
    ['256 grey', `${esc}[38;5;240mx`, [['x', 'black', null]]],
    ['true colour', `${esc}[38;2;30;144;255mx`, [['x', 'blue', null]]],
    ['true colour with colons', `${esc}[38:2:0:128:0mx`, [['x', 'green', null]]],
    ['inverse', `${esc}[7mx`, [['x', 'black', 'white']]],
    ['unknown codes change nothing', `${esc}[73;99999mx`, []],
    ['an unfinished sequence at the end', `x${esc}[38;5`, []],
  ] as const)('%s', (_name, text, expected) => {
    expect(painted(text)).toEqual(expected)
  })

  it('keeps weight and colour apart', () => {
    const { spans } = parseAnsi(`${esc}[1;31mx${esc}[22my`)
    expect(spans.map(({ style }) => [style.isBold, style.color])).toEqual([
      [true, 'red'],
      [false, 'red'],
    ])
  })

  it.each([
    ['window title', `${esc}]0;rm -rf /\u0007after`, 'after'],
    ['a link', `${esc}]8;;https://evil.example${esc}\\text${esc}]8;;${esc}\\`, 'text'],
    ['clear screen', `${esc}[2J${esc}[Hhello`, 'hello'],
    ['cursor', `${esc}[10;10Hx${esc}[K`, 'x'],
    ['charset', `${esc}(Bx${esc}=`, 'x'],
    ['private', `${esc}[?25lx`, 'x'],
    ['eight-bit CSI', '\u009b31mx', 'x'],
    ['device control', `${esc}Pq#0${esc}\\x`, 'x'],
  ])('drops %s', (_name, text, plain) => {
    expect(parseAnsi(text).plain).toBe(plain)
    expect(stripAnsi(text)).toBe(plain)
  })

  it('does not let an unended title hide the rest of the line', () => {
    expect(showInvisibles(parseAnsi(`${esc}]0;the error is here`).plain)).toBe('␛]0;the error is here')
  })

  it('agrees with stripAnsi, and leaves no span outside the text, whatever is printed', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom(esc, `${esc}[`, `${esc}]`, 'm', ';', '31', '38;5;', '\u0007'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const { plain, spans } = parseAnsi(text)
        expect(plain).toBe(stripAnsi(text))
        let last = 0
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          last = end
        }
        expect(last).toBeLessThanOrEqual(plain.length)
      }),
    )
  })
})

describe('showInvisibles', () => {
  it('shows control characters as pictures, one for one, and keeps tabs', () => {
    expect(showInvisibles('a\u0000b\u0007c\td\u007fe\r')).toBe('a␀b␇c\td␡e␍')
  })

  it('disarms characters that turn the direction of text', () => {
    expect(showInvisibles('user\u202egnp.exe')).toBe('user\ufffdgnp.exe')
  })
})

describe('nearestColor', () => {
  it.each([
    [255, 0, 0, 'red'],
    [255, 165, 0, 'yellow'],
    [0, 255, 0, 'green'],
    [0, 255, 255, 'cyan'],
    [0, 0, 255, 'blue'],
    [255, 0, 255, 'magenta'],
    [255, 0, 80, 'red'],
    [20, 20, 20, 'black'],
    [230, 230, 230, 'white'],
  ] as const)('%i %i %i is %s', (red, green, blue, name) => {
    expect(nearestColor(red, green, blue)).toBe(name)
  })
})
