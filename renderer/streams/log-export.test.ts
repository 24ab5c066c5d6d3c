import { describe, expect, it } from 'vitest'
import { packBatch } from '../testing/fake-logs.ts'
import { everyLine } from './log-block.ts'
import { exportLines } from './log-export.ts'
import type { ExportFormat } from './log-protocol.ts'
import { LogRing } from './log-ring.ts'

const seconds = 1_700_000_000
const plain: ExportFormat = {
  kind: 'text',
  scope: 'shown',
  names: null,
  hasTimestamps: false,
  isPlain: true,
  maxBytes: 1 << 20,
}

function makeRing(): LogRing {
  const ring = new LogRing({ maxBytes: 1 << 20, blockBytes: 64 })
  ring.append(
    packBatch([
      { text: 'INFO \u001b[31mone\u001b[0m', seconds },
      { text: 'ERROR <b>&"two"', seconds, source: 'stderr' },
    ]),
  )
  ring.append(
    packBatch([{ text: 'three 中', seconds: seconds + 1, nanos: 5 }], { kind: 'removed', atMs: 1 }),
    1,
  )
  return ring
}

async function write(ring: LogRing, format: Partial<ExportFormat>): Promise<string> {
  const { blob } = await exportLines(ring, { ...plain, ...format })
  return blob ? blob.text() : 'too large'
}

describe('exportLines', () => {
  it('writes text, with times and names where they are wanted, and no marks', async () => {
    expect(await write(makeRing(), {})).toBe('INFO one\nERROR <b>&"two"\nthree 中\n')
    expect(await write(makeRing(), { hasTimestamps: true, names: ['web', 'db'], isPlain: false })).toBe(
      [
        'web | 2023-11-14T22:13:20.000000000Z INFO \u001b[31mone\u001b[0m\n',
        'web | 2023-11-14T22:13:20.000000000Z ERROR <b>&"two"\n',
        'db | 2023-11-14T22:13:21.000000005Z three 中\n',
      ].join(''),
    )
  })

  it('writes one JSON object for each line', async () => {
    const lines = (await write(makeRing(), { kind: 'jsonl', names: ['web', 'db'] })).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        time: '2023-11-14T22:13:20.000000000Z',
        container: 'web',
        stream: 'stdout',
        level: 'info',
        message: 'INFO one',
      },
      {
        time: '2023-11-14T22:13:20.000000000Z',
        container: 'web',
        stream: 'stderr',
        level: 'error',
        message: 'ERROR <b>&"two"',
      },
      {
        time: '2023-11-14T22:13:21.000000005Z',
        container: 'db',
        stream: 'stdout',
        level: null,
        message: 'three 中',
      },
    ])
  })

  it('writes a page in which what a container printed is text', async () => {
    const page = await write(makeRing(), { kind: 'html', names: ['<i>', 'db'] })
    expect(page).toContain(
      '<p class="error"><time>2023-11-14T22:13:20.000000000Z</time> <b>&#60;i&#62;</b> ERROR &#60;b&#62;&#38;&#34;two&#34;</p>',
    )
    expect(page).toMatch(/^<!doctype html>[^]*default-src 'none'[^]*<\/html>\n$/)
    expect(page.match(/<b>/g)).toHaveLength(3)
  })

  it('writes what is shown, all that is held, or some rows', async () => {
    const ring = makeRing()
    ring.setFilter({ ...everyLine, hiddenOrigins: [1] })
    expect(await write(ring, {})).toBe('INFO one\nERROR <b>&"two"\n')
    expect(await write(ring, { scope: 'all' })).toContain('three')
    expect(await write(ring, { scope: { firstRow: 1, nextRow: 2 } })).toBe('ERROR <b>&"two"\n')
  })

  it('gives up on what is larger than allowed', async () => {
    expect(await write(makeRing(), { maxBytes: 3 })).toBe('too large')
  })
})
