import { expect, test } from 'vitest'
import type { RunPart } from '../../../../shared/docker-run/run-part.ts'
import { commandPieces } from './command-pieces.ts'

test('a flag and its value are one piece; each value of a list is one of its own', () => {
  const text = 'docker run --publish 1:1 --publish 2:2 nginx sh -c x'
  let end = 0
  const part = (
    kind: RunPart['kind'],
    word: string,
    option: string | null = null,
    index: number | null = null,
  ) => {
    const start = text.indexOf(word, end)
    end = start + word.length
    return { start, end, kind, option, index }
  }
  const parts = [
    part('program', 'docker'),
    part('verb', 'run'),
    part('flag', '--publish', 'publish', 0),
    part('value', '1:1', 'publish', 0),
    part('flag', '--publish', 'publish', 1),
    part('value', '2:2', 'publish', 1),
    part('image', 'nginx'),
    part('command', 'sh'),
    part('command', '-c'),
    part('command', 'x'),
  ]
  const pieces = commandPieces({ text, parts })
  expect(pieces.map(({ spans }) => spans.map((span) => span.text).join('')).join('')).toBe(text)
  expect(
    pieces
      .filter((piece) => piece.part !== null)
      .map((piece) => [piece.part, piece.spans.map((span) => span.text).join('')]),
  ).toEqual([
    ['publish:0', '--publish 1:1'],
    ['publish:1', '--publish 2:2'],
    ['image', 'nginx'],
    ['command', 'sh -c x'],
  ])
})

test('what no part covers is shown too', () => {
  expect(commandPieces({ text: 'docker run x', parts: [] })).toEqual([
    { at: 0, part: null, spans: [{ at: 0, kind: 'blank', text: 'docker run x' }] },
  ])
})
