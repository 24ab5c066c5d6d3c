import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { PassThrough, Writable } from 'node:stream'
import type { ErrorData } from '../shared/errors.ts'
import { EngineError, toErrorData } from '../shared/errors.ts'
import type { Sink, Source } from '../shared/transfer.ts'
import { transferPath } from '../shared/transfer-path.ts'
import { cancelled } from './errors.ts'
import { FileSink, FileSource } from './file-transfer.ts'
import { FolderSource } from './files/folder-source.ts'

/** A page asks for its bytes at once. */
const claimLifeMs = 60_000
/** A person drags one thing at a time. */
const maxOffers = 16
/** Between a socket and a socket: large enough that neither waits for the other's turn. */
const highWaterMark = 1 << 20

/** Where a task writes its bytes to. */
export interface OpenSink {
  /** The one-time address of the download; null when the host writes a file. */
  readonly url: string | null
  /**
   * Waits for the browser, then takes bytes; the file is there once it has finished. Rejects and fails with
   * `cancelled` when the browser never asks or leaves, with `file-failed` or `file-no-space` for a file.
   * Ask for it when there are bytes to send: until then the browser may be told of a failure instead.
   */
  writable(signal: AbortSignal): Promise<Writable>
  /** The task is over, with what was thrown or null. */
  settle(failure: unknown): void
}

/** Where a task reads its bytes from. */
export interface OpenSource {
  readonly url: string | null
  /** Null when not known; for a file of the host it is known once `readable` has answered. */
  readonly sizeBytes: number | null
  /**
   * Waits for the browser, then gives its bytes. Fails with `transfer-cut` when they end too early, rejects
   * with `cancelled` when they never come, `file-failed` for a file that cannot be read.
   */
  readable(signal: AbortSignal): Promise<Readable>
  /** To whom all of it shall belong, for a source that is put together by the host. To be told before `readable`. */
  owner?(owner: { readonly userId: number; readonly groupId: number }): void
  settle(failure: unknown): void
}

/** What may be fetched, or not. */
type FileOffer = {
  readonly fileName: string
  readonly begin: (sink: OpenSink) => void
  readonly timer: NodeJS.Timeout
}

/** The browser's side of a download, as the HTTP route sees it. */
export type DownloadClaim = {
  /** The bytes begin: where they go. Called at most once. */
  readonly accept: (fileName: string) => Writable
  /** No byte will come. */
  readonly refuse: (error: ErrorData) => void
}

/** The browser's side of an upload. */
export type UploadClaim = {
  readonly body: Readable
  /** The task is over; null when all went well. */
  readonly done: (error: ErrorData | null) => void
}

/**
 * Big files on their way between the engine and the person's disk. In the web host a task opens a sink or
 * source and the page claims it by its one-time address; in the desktop shell the host opens the file itself.
 */
export class Transfers {
  private readonly hostKind: 'web' | 'desktop'
  private readonly lifeMs: number
  /** By the digest of their token, so that looking one up tells nothing about another. */
  private readonly downloads = new Map<string, BrowserSink>()
  private readonly uploads = new Map<string, BrowserSource>()
  private readonly offers = new Map<string, FileOffer>()

  constructor(hostKind: 'web' | 'desktop', lifeMs: number = claimLifeMs) {
    this.hostKind = hostKind
    this.lifeMs = lifeMs
  }

  /** Throws `unsupported` for a kind that this host does not have, `bad-request` for a relative path. */
  openSink(sink: Sink): OpenSink {
    this.refuseOtherKind(sink.kind)
    if (sink.kind === 'path') return new FileSink(sink.path)
    const { token, key } = createToken()
    const open = new BrowserSink(token, sink.fileName, this.lifeMs, () => this.downloads.delete(key))
    this.downloads.set(key, open)
    return open
  }

  /** Throws like `openSink`. */
  openSource(source: Source): OpenSource {
    this.refuseOtherKind(source.kind)
    if (source.kind === 'path') return new FileSource(source.path)
    const { token, key } = createToken()
    const open = new BrowserSource(token, source.sizeBytes, this.lifeMs, () => this.uploads.delete(key))
    this.uploads.set(key, open)
    return open
  }

  /** A folder: from a browser, which makes a tar of it, or of the host's disk. Throws like `openSink`. */
  openFolder(source: Source): OpenSource {
    if (source.kind === 'browser') return this.openSource(source)
    this.refuseOtherKind(source.kind)
    return new FolderSource(source.path)
  }

  /**
   * Holds an address that the page chose, for a download that begins when it is fetched. Throws `unsupported` for the
   * desktop shell, `conflict` for an address in use.
   */
  offer(token: string, fileName: string, begin: (sink: OpenSink) => void): void {
    this.refuseOtherKind('browser')
    const key = keyOf(token)
    if (this.offers.has(key) || this.downloads.has(key)) throw new EngineError('conflict', 'address in use')
    const [oldest] = this.offers.keys()
    if (this.offers.size >= maxOffers && oldest !== undefined) this.withdraw(oldest)
    const timer = setTimeout(() => this.withdraw(key), this.lifeMs).unref()
    this.offers.set(key, { fileName, begin, timer })
  }

  private withdraw(key: string): void {
    clearTimeout(this.offers.get(key)?.timer)
    this.offers.delete(key)
  }

  /** Uses a token up. Null when there is no such download; otherwise to be called when the browser leaves. */
  claimDownload(token: string, claim: DownloadClaim): (() => void) | null {
    const key = keyOf(token)
    const offer = this.offers.get(key)
    this.withdraw(key)
    const sink = offer ? this.openOffered(token, offer.fileName) : this.downloads.get(key)
    if (!sink) return null
    sink.claimed(claim)
    offer?.begin(sink)
    return () => sink.abandon()
  }

  private openOffered(token: string, fileName: string): BrowserSink {
    return new BrowserSink(token, fileName, this.lifeMs, () => {})
  }

  /** Uses a token up. False when there is no such upload. */
  claimUpload(token: string, claim: UploadClaim): boolean {
    const source = this.uploads.get(keyOf(token))
    source?.claimed(claim)
    return source !== undefined
  }

  private refuseOtherKind(kind: Sink['kind']): void {
    const own = this.hostKind === 'web' ? 'browser' : 'path'
    if (kind !== own) throw new EngineError('unsupported', `this host transfers by ${own}, not by ${kind}`)
  }
}

/** One offer to a browser: claimed once, in time, or never. */
class Offer<Claim> {
  readonly url: string
  private readonly timer: NodeJS.Timeout
  private readonly withdraw: () => void
  private readonly promise: Promise<Claim>
  private take: (claim: Claim) => void = () => {}
  private drop: (error: unknown) => void = () => {}

  constructor(token: string, lifeMs: number, withdraw: () => void) {
    this.url = `${transferPath}${token}`
    this.withdraw = withdraw
    this.promise = new Promise((resolve, reject) => {
      this.take = resolve
      this.drop = reject
    })
    // Nobody may be waiting for it yet.
    this.promise.catch(() => {})
    this.timer = setTimeout(() => this.end(), lifeMs).unref()
  }

  claimed(claim: Claim): void {
    clearTimeout(this.timer)
    this.withdraw()
    this.take(claim)
  }

  /** Nobody can claim it from here on. */
  end(): void {
    clearTimeout(this.timer)
    this.withdraw()
    this.drop(cancelled())
  }

  async wait(signal: AbortSignal): Promise<Claim> {
    if (signal.aborted) throw cancelled()
    const onAbort = (): void => this.end()
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await this.promise
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }
}

class BrowserSink implements OpenSink {
  readonly url: string
  private readonly offer: Offer<DownloadClaim>
  private readonly fileName: string
  private claim: DownloadClaim | null = null
  private hasLeft = false
  private hasBegun = false

  constructor(token: string, fileName: string, lifeMs: number, withdraw: () => void) {
    this.fileName = fileName
    this.offer = new Offer(token, lifeMs, withdraw)
    this.url = this.offer.url
  }

  claimed(claim: DownloadClaim): void {
    this.claim = claim
    this.offer.claimed(claim)
  }

  /** The browser is gone. Once bytes flow, their stream says so itself. */
  abandon(): void {
    this.hasLeft = true
  }

  async writable(signal: AbortSignal): Promise<Writable> {
    const claim = await this.offer.wait(signal)
    if (this.hasLeft || signal.aborted) throw cancelled()
    this.hasBegun = true
    return new DownloadStream(claim.accept(this.fileName))
  }

  settle(failure: unknown): void {
    this.offer.end()
    if (!this.hasBegun) this.claim?.refuse(toErrorData(failure ?? cancelled()))
  }
}

class BrowserSource implements OpenSource {
  readonly url: string
  readonly sizeBytes: number | null
  private readonly offer: Offer<UploadClaim>
  private claim: UploadClaim | null = null

  constructor(token: string, sizeBytes: number | null, lifeMs: number, withdraw: () => void) {
    this.sizeBytes = sizeBytes
    this.offer = new Offer(token, lifeMs, withdraw)
    this.url = this.offer.url
  }

  claimed(claim: UploadClaim): void {
    this.claim = claim
    // It may break before the task reads it, which then finds it broken.
    claim.body.on('error', () => {})
    this.offer.claimed(claim)
  }

  async readable(signal: AbortSignal): Promise<Readable> {
    const { body } = await this.offer.wait(signal)
    return relay(body)
  }

  settle(failure: unknown): void {
    this.offer.end()
    this.claim?.done(failure === null ? null : toErrorData(failure))
  }
}

/** Whatever Node calls the early end of a browser's bytes, here it has one name; and each end ends the other. */
function relay(body: Readable): Readable {
  if (body.destroyed && !body.readableEnded) throw cutOff()
  const bytes = new PassThrough({ highWaterMark })
  body.on('close', () => {
    if (!body.readableEnded) bytes.destroy(cutOff())
  })
  bytes.on('close', () => body.destroy())
  return body.pipe(bytes)
}

function cutOff(): EngineError {
  return new EngineError('transfer-cut', 'the upload ended before the file was complete')
}

/** Bytes for a browser, at its pace. Fails with `cancelled` when it leaves. */
class DownloadStream extends Writable {
  private readonly target: Writable
  private isOver = false

  constructor(target: Writable) {
    super({ highWaterMark })
    this.target = target
    const leave = (): void => void (this.isOver || this.destroy(cancelled()))
    target.on('error', leave)
    target.on('close', leave)
    if (target.destroyed) leave()
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    // Not before they are written: the bytes may stand in a buffer that is used again. A failure shows as a close.
    this.target.write(chunk, (error) => void (error ?? done()))
  }

  override _final(done: () => void): void {
    this.target.end(() => {
      this.isOver = true
      done()
    })
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // Cut off in the middle, so that the browser does not take it for a whole file.
    if (!this.isOver) this.target.destroy()
    this.isOver = true
    done(error)
  }
}

function createToken(): { token: string; key: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, key: keyOf(token) }
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
