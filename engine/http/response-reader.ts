import { EngineError } from '../../shared/errors.ts'

export type ResponseHead = {
  readonly status: number
  /** Names in lower case; what comes twice is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
}

/** No engine writes a longer head; Node's own limit is a quarter of it. */
const maxHeadBytes = 64 * 1024
/** A chunk of this size in hexadecimal digits would be larger than any disk. */
const maxSizeDigits = 13

const lineFeed = 0x0a
const semicolon = 0x3b

/**
 * Reads one HTTP/1.1 answer from the bytes of its connection. It moves the payload to the beginning of the buffer it
 * is given, so that a body of many small chunks costs neither an object nor a call for each of them.
 *
 * Source: RFC 9112, sections 4 to 7. Informational answers are skipped, trailers read and forgotten.
 * Errors: stream-lost for a body that is malformed or ends too early; engine-unreachable for such a head.
 */
export class ResponseReader {
  /** Null until it has come whole. */
  head: ResponseHead | null = null
  /** Nothing more belongs to this answer. */
  isComplete = false
  private headText = ''
  private state: 'head' | 'size' | 'data' | 'data-end' | 'trailer' | 'rest' = 'head'
  /** Bytes left of a chunk or of a body of known length. */
  private remaining = 0
  private isChunked = false
  private size = 0
  private sizeDigits = 0
  /** The rest of a size line says nothing that matters here. */
  private isExtension = false
  /** Bytes of the present trailer line; an empty line ends the body. */
  private lineLength = 0

  /** Takes the first `length` of `bytes`; returns how many bytes of payload now stand at their beginning. */
  push(bytes: Buffer, length: number): number {
    let at = 0
    let kept = 0
    while (at < length && !this.isComplete) {
      if (this.state === 'data' || this.state === 'rest') {
        const taken = this.state === 'rest' ? length - at : Math.min(length - at, this.remaining)
        if (at !== kept) bytes.copyWithin(kept, at, at + taken)
        at += taken
        kept += taken
        this.take(taken)
      } else at = this.readBetween(bytes, at, length)
    }
    return kept
  }

  /** To be called when the connection ended; throws unless the answer is whole. */
  end(): void {
    if (this.state === 'rest') this.isComplete = true
    if (!this.isComplete) throw this.broken('the connection ended before the answer did')
  }

  private broken(why: string): EngineError {
    return new EngineError(this.head === null ? 'engine-unreachable' : 'stream-lost', why)
  }

  private take(length: number): void {
    if (this.state === 'rest') return
    this.remaining -= length
    if (this.remaining > 0) return
    if (this.isChunked) this.state = 'data-end'
    else this.isComplete = true
  }

  /** Reads what is not payload; returns where it stopped. */
  private readBetween(bytes: Buffer, at: number, length: number): number {
    if (this.state === 'head') return this.readHead(bytes, at, length)
    if (this.state === 'size') return this.readSize(bytes, at, length)
    if (this.state === 'trailer') return this.readTrailer(bytes, at, length)
    const end = bytes.indexOf(lineFeed, at)
    if (end < 0 || end >= length) return length
    this.state = 'size'
    return end + 1
  }

  private readHead(bytes: Buffer, at: number, length: number): number {
    const before = this.headText.length
    this.headText += bytes.toString('latin1', at, Math.min(length, at + maxHeadBytes - before + 4))
    const end = this.headText.indexOf('\r\n\r\n', Math.max(0, before - 3))
    if (end < 0) {
      if (this.headText.length > maxHeadBytes) throw malformedHead('it does not end')
      return length
    }
    const head = parseHead(this.headText.slice(0, end))
    this.headText = ''
    if (head.status >= 200 || head.status === 101) this.begin(head)
    return at + end + 4 - before
  }

  private begin(head: ResponseHead): void {
    this.head = head
    const length = head.headers['content-length']
    if (head.status === 204 || head.status === 304) this.isComplete = true
    else if (/\bchunked$/i.test(head.headers['transfer-encoding'] ?? '')) {
      this.isChunked = true
      this.state = 'size'
    } else if (length === undefined) this.state = 'rest'
    else {
      if (!/^\d{1,15}$/.test(length)) throw malformedHead('its length is no number')
      this.remaining = Number(length)
      this.state = 'data'
      this.isComplete = this.remaining === 0
    }
  }

  private readSize(bytes: Buffer, start: number, length: number): number {
    for (let at = start; at < length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === lineFeed) {
        this.endSize()
        return at + 1
      }
      if (!this.isExtension) this.addDigit(byte)
    }
    return length
  }

  private addDigit(byte: number): void {
    const digit = hexadecimal(byte)
    if (digit >= 0) {
      this.size = this.size * 16 + digit
      this.sizeDigits += 1
    } else if (byte === semicolon || byte === 0x0d || byte === 0x20 || byte === 0x09) this.isExtension = true
    else throw this.broken('a chunk has no size')
    if (this.sizeDigits > maxSizeDigits) throw this.broken('a chunk has an absurd size')
  }

  private endSize(): void {
    if (this.sizeDigits === 0) throw this.broken('a chunk has no size')
    this.remaining = this.size
    this.state = this.size === 0 ? 'trailer' : 'data'
    this.size = 0
    this.sizeDigits = 0
    this.isExtension = false
    this.lineLength = 0
  }

  private readTrailer(bytes: Buffer, start: number, length: number): number {
    for (let at = start; at < length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === lineFeed) {
        if (this.lineLength === 0) {
          this.isComplete = true
          return at + 1
        }
        this.lineLength = 0
      } else if (byte !== 0x0d) this.lineLength += 1
    }
    return length
  }
}

/** The value of a hexadecimal digit; negative for any other byte. */
function hexadecimal(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

function parseHead(text: string): ResponseHead {
  const [first = '', ...lines] = text.split('\r\n')
  const status = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(first)?.[1]
  if (status === undefined) throw malformedHead('it does not begin as one')
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon <= 0) throw malformedHead('a field has no name')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return { status: Number(status), headers }
}

function malformedHead(why: string): EngineError {
  return new EngineError('engine-unreachable', `the answer has no HTTP head: ${why}`)
}
