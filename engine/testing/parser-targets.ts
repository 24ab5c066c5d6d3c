import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { encodeFrames } from '../../shared/wire.ts'
import { ArchiveCheck } from '../archive-check.ts'
import { parseAnswer } from '../engine-json.ts'
import { AnswerReader, FieldReader } from '../files/helper-protocol.ts'
import { TarIndex } from '../files/tar-index.ts'
import { openTarFile } from '../files/tar-reader.ts'
import { TarWatch } from '../files/tar-watch.ts'
import type { BytesFilter } from '../http/bytes-filter.ts'
import { ResponseReader } from '../http/response-reader.ts'
import { ImageMessages } from '../image-messages.ts'
import { LineSplitter } from '../ndjson.ts'
import { eventOf } from '../normalize/event.ts'
import { parseRecord } from '../normalize/record.ts'
import { rawStatsOf } from '../normalize/stats.ts'
import { TransferProgress } from '../registry/transfer-progress.ts'
import type { RawStats } from '../stats-formula.ts'
import { computeSample, isStopped } from '../stats-formula.ts'
import { FrameReader } from '../stream/frames.ts'
import { LogPacker } from '../stream/log-packer.ts'
import { unpackLines } from './logs.ts'
import { entryOf, tarOf } from './tar.ts'

/** A reader of foreign bytes, with inputs that are valid. */
export type ParserTarget = {
  readonly name: string
  readonly inputs: readonly Buffer[]
  /** Reads an input that comes in these pieces to its end. Returns all that came of it; throws what the reader throws. */
  readonly read: (pieces: readonly Buffer[]) => Promise<unknown>
}

const text = (value: string): Buffer => Buffer.from(value)

export function frameOf(type: number, payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload)
  const header = Buffer.alloc(8)
  header[0] = type
  header.writeUInt32BE(bytes.length, 4)
  return Buffer.concat([header, bytes])
}

const timeOf = (nanos: number): string => `2026-11-20T18:37:39.${String(nanos).padStart(9, '0')}Z`

const http: ParserTarget = {
  name: 'HTTP answer',
  inputs: [
    text(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n7;x=y\r\nw\r\nrld!\r\n0\r\nT: x\r\n\r\n',
    ),
    text(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 11\r\nVia: a\r\nvia: b\r\n\r\nhello world',
    ),
    text('HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nto the end of the connection'),
  ],
  read: async (pieces) => {
    const reader = new ResponseReader()
    let payload = ''
    for (const piece of pieces) payload += piece.toString('latin1', 0, reader.push(piece, piece.length))
    reader.end()
    return [reader.head, payload]
  },
}

const frames: ParserTarget = {
  name: 'multiplexed frames',
  inputs: [
    Buffer.concat([
      frameOf(1, 'out 中文🙂\n'),
      frameOf(2, ''),
      frameOf(2, 'err\n'),
      frameOf(0, 'x'.repeat(700)),
    ]),
    Buffer.concat([frameOf(1, 'before\n'), frameOf(3, 'cannot read the file')]),
  ],
  read: async (pieces) => {
    const told: string[] = []
    const reader = new FrameReader({
      begin: (source) => void told.push(`${source}:`),
      write: (chunk, start, end) => void told.push(`${told.pop()}${chunk.toString('latin1', start, end)}`),
    })
    for (const piece of pieces) reader.push(piece)
    reader.end()
    return told
  },
}

function logTarget(name: string, isTty: boolean, inputs: readonly Buffer[]): ParserTarget {
  return {
    name,
    inputs,
    read: async (pieces) => {
      const packer = new LogPacker(isTty, { pass: () => true })
      const lines: unknown[] = []
      const drain = (): void => {
        while (packer.hasLines)
          lines.push(
            ...unpackLines([packer.take()]).map(({ bytes, ...line }) => ({
              ...line,
              text: bytes.toString('latin1'),
            })),
          )
      }
      for (const piece of pieces) {
        packer.push(piece)
        drain()
      }
      packer.end()
      drain()
      return lines
    },
  }
}

const part = 'y'.repeat(16_384)
const logs = logTarget('log of two streams', false, [
  Buffer.concat([
    frameOf(1, `${timeOf(1)} é中🙂\n`),
    frameOf(2, Buffer.from([...text(`${timeOf(2)} `), 0xff, 0, 0xc3, 0x0d, 0x0a])),
    frameOf(1, `${timeOf(3)} ${part}`),
    frameOf(2, `${timeOf(4)} between\n`),
    frameOf(1, `${timeOf(3)} the rest\n`),
    frameOf(1, `${timeOf(5)} last without newline`),
  ]),
])
const terminalLog = logTarget('log of a terminal', true, [
  text(`${timeOf(1)} a\r\n${timeOf(2)} b\rc\r\n${timeOf(3)} ${part}${timeOf(3)} more\r\n${timeOf(4)} / # `),
])

/** Readers of lines of JSON: what becomes of a line, and of the end. */
function lineTarget(
  name: string,
  inputs: readonly string[],
  reader: () => (line: string) => unknown,
): ParserTarget {
  return {
    name,
    inputs: inputs.map(text),
    read: async (pieces) => {
      const splitter = new LineSplitter()
      const take = reader()
      return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()].map(take)
    },
  }
}

const event = {
  Type: 'container',
  Action: 'health_status: healthy',
  Actor: { ID: 'abc', Attributes: { name: 'web', exitCode: '0', 'a label': '中文🙂', __proto__: 'x' } },
  time: 1_763_660_000,
  timeNano: 1,
}
const events = lineTarget(
  'events',
  [
    `${JSON.stringify(event).replace('"timeNano":1', '"timeNano":1763660000123456789')}\n\u001e{"Type":"volume"}\r\n\n`,
  ],
  () => eventOf,
)

const sample = {
  read: '2026-11-20T18:37:39.123456789Z',
  num_procs: 0,
  cpu_stats: {
    cpu_usage: { total_usage: 5_000_000, percpu_usage: [1, 2] },
    system_cpu_usage: 9e9,
    online_cpus: 2,
  },
  memory_stats: {
    usage: 1_000_000,
    limit: 2_000_000,
    stats: { inactive_file: 1_000, total_inactive_file: 0 },
  },
  pids_stats: { current: 3 },
  networks: { eth0: { rx_bytes: 10, tx_bytes: 20 } },
  blkio_stats: { io_service_bytes_recursive: [{ major: 8, op: 'Read', value: 4_096 }] },
}
const later = { ...sample, read: '2026-11-20T18:37:40.123456789Z' }
const stats = lineTarget('stats', [`${JSON.stringify(sample)}\n${JSON.stringify(later)}\n`], () => {
  let previous: RawStats | null = null
  return (line) => {
    const raw = rawStatsOf(parseAnswer(line))
    if (isStopped(raw)) return 'stopped'
    const measured = computeSample('abc', previous, raw, { osType: 'linux', memoryBytes: 8e9 })
    previous = raw
    return measured
  }
})

const pulled = [
  { status: 'Pulling from library/nginx', id: 'latest' },
  { status: 'Pulling fs layer', progressDetail: {}, id: 'f1' },
  { status: 'Downloading', progressDetail: { current: 5_000, total: 10_000 }, progress: '[=> ]', id: 'f1' },
  { status: 'Extracting', progressDetail: { current: 3, units: 's' }, id: 'f1' },
  { status: 'Pull complete', progressDetail: {}, id: 'f1' },
  { status: `Digest: sha256:${'a'.repeat(64)}` },
  { errorDetail: { code: 404, message: 'manifest unknown: 中文' }, error: 'manifest unknown: 中文' },
]
const jsonLines = (values: readonly unknown[]): string =>
  values.map((one) => `${JSON.stringify(one)}\r\n`).join('')
const progress = lineTarget('progress of a pull', [jsonLines(pulled.slice(0, -1)), jsonLines(pulled)], () => {
  const folded = new TransferProgress()
  return (line) => {
    const message = parseRecord(line)
    return message && [folded.take(message), folded.progress(), folded.digest]
  }
})

const messages: ParserTarget = {
  name: 'messages of a load',
  inputs: [
    text(
      jsonLines([
        { status: 'Loading layer', progressDetail: { current: 512, total: 1_024 }, id: 'f1' },
        { stream: 'Loaded image: bayplan/busybox:1\n' },
        { stream: `Loaded image ID: sha256:${'b'.repeat(64)}\n` },
      ]),
    ),
  ],
  read: async (pieces) => {
    const told: unknown[] = []
    const tell = (value: unknown): void => void told.push(value)
    const reader = new ImageMessages({ progress: tell, part: tell, line: tell })
    for (const piece of pieces) reader.push(piece)
    reader.end()
    return [told, reader.result()]
  },
}

const longName = `${'deep/'.repeat(40)}file`
const paxOf = (record: string): string => `${record.length + String(record.length + 3).length + 1} ${record}`
const archive = tarOf([
  entryOf({ name: './', type: '5' }),
  entryOf({ name: 'etc/motd', content: 'hello\n' }),
  entryOf({ name: 'link', type: '2', linkName: 'etc/motd' }),
  entryOf({ name: 'PaxHeaders/x', type: 'x', content: paxOf(`path=${longName}\n`) }),
  entryOf({ name: 'short', content: 'x'.repeat(700) }),
  entryOf({ name: '././@LongLink', type: 'L', content: longName }),
  entryOf({ name: 'other', content: 'y' }),
])

/** Bytes that a look at them lets pass. */
function passed(pieces: readonly Buffer[], filter: BytesFilter): number {
  const total = pieces.reduce((sum, piece) => sum + filter.take(piece).length, 0)
  filter.finish()
  return total
}

const watchedTar: ParserTarget = {
  name: 'tar on its way',
  inputs: [archive],
  read: async (pieces) => {
    const index = new TarIndex()
    const watch = new TarWatch({
      limits: { bytes: 1 << 30, entries: 1_000 },
      onEntry: (_, entry) => index.add(entry),
    })
    return [passed(pieces, watch), watch.entries, watch.contentBytes, index.entries('/'), index.measure('/')]
  },
}

const imageTar: ParserTarget = {
  name: 'archive of images',
  inputs: [
    tarOf([
      entryOf({ name: 'blobs/x', content: 'x'.repeat(600) }),
      entryOf({ name: 'manifest.json', content: '[]' }),
    ]),
  ],
  read: async (pieces) => {
    const check = new ArchiveCheck()
    await pipeline(Readable.from(pieces), check, new PassThrough().resume())
    return check.hasImage
  },
}

const singleFile: ParserTarget = {
  name: 'tar of one file',
  inputs: [
    tarOf([
      entryOf({ name: 'PaxHeaders/x', type: 'x', content: paxOf(`path=${longName}\n`) }),
      entryOf({ name: 'short', content: 'hello '.repeat(200) }),
    ]),
  ],
  read: async (pieces) => {
    const { header, content } = await openTarFile(Readable.from(pieces))
    const parts: Buffer[] = []
    for await (const piece of content) parts.push(piece)
    return [header, Buffer.concat(parts).toString('latin1')]
  },
}

function answerOf(letter: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(payload.length + 1)
  head.write(letter, 4)
  return Buffer.concat([head, payload])
}

const helper: ParserTarget = {
  name: 'answers of the helper',
  inputs: [
    Buffer.concat([
      answerOf('d', Buffer.from([0, 0, 0, 2, 0x2f, 0xff, 0, ...Buffer.alloc(8)])),
      answerOf('p', Buffer.alloc(16)),
      answerOf('k', Buffer.alloc(0)),
    ]),
  ],
  read: async (pieces) => {
    const reader = new AnswerReader()
    for (const piece of pieces) reader.push(piece)
    const answers: unknown[] = []
    for (let answer = reader.next(); answer; answer = reader.next()) {
      const fields = new FieldReader(answer.payload)
      if (answer.kind === 'data') answers.push(fields.text().toString('latin1'), fields.big())
      if (answer.kind === 'progress') answers.push(fields.number(), fields.number())
      answers.push(answer.kind)
    }
    return answers
  },
}

/** Every reader of what an engine sends, in pieces as they come. */
export const parserTargets: readonly ParserTarget[] = [
  http,
  frames,
  logs,
  terminalLog,
  events,
  stats,
  progress,
  messages,
  watchedTar,
  imageTar,
  singleFile,
  helper,
]

/** Messages between page and host come whole, so nothing is cut here. */
export const wireMessages: readonly Buffer[] = [
  Buffer.from(
    encodeFrames([
      { t: 'call', id: 1, name: 'container.start', params: { id: '中文🙂' } },
      { t: 'item', id: 2, value: { bytes: new Uint8Array([1, 2, 3]), index: new Uint8Array(0), mark: null } },
      { t: 'item', id: 3, value: new Uint8Array([4, 5]) },
      { t: 'ack', id: 2, n: 3 },
    ]),
  ),
]
