/**
 * Every way in which an operation on an engine may fail, as data. Screens choose their words by `code`;
 * nothing matches the engine's text.
 */
export const errorCodes = [
  'engine-unreachable',
  'permission-denied',
  'unauthorized',
  'not-found',
  'conflict',
  'bad-request',
  'out-of-space',
  /** The registry counts pulls and wants a pause or an account. */
  'rate-limited',
  /** Names are not resolved or no route leads out. */
  'no-network',
  /** A certificate that is not trusted, or plain HTTP where HTTPS was expected. */
  'tls',
  /** Nothing answers at the registry's address, or it broke off. */
  'registry-unreachable',
  /** Something answers there that is no image registry, such as a web page. */
  'not-a-registry',
  'unsupported',
  'timeout',
  'stream-lost',
  /** A file's bytes ended before the file did. */
  'transfer-cut',
  /** A file on the person's own disk could not be read or written. */
  'file-failed',
  /** The disk of that file is full. */
  'file-no-space',
  /** No archive, or one that is damaged or cut short. */
  'bad-archive',
  /** An archive, but of something else than images. */
  'no-image-archive',
  /** An archive that would reach out of where it is unpacked, or fill the disk. */
  'unsafe-archive',
  /** A file is not the one whose checksum was given. */
  'checksum-mismatch',
  /** A new container ended right after its start. */
  'ended-at-once',
  /** A new container's health check failed. */
  'unhealthy',
  /** A container cannot be stopped and made anew without losing it; `editRefusals` has the reasons. */
  'not-replaceable',
  /** After a failure, the former container could not be put back; the message says where it is. */
  'not-put-back',
  'cancelled',
  /** The engine answered that it failed (status 500 and above); its message says why. */
  'engine-failed',
  /** A bug of ours. */
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

export type ErrorSubject = {
  readonly kind: 'container' | 'image' | 'volume' | 'network' | 'engine' | 'exec' | 'registry' | 'file'
  readonly id: string
  readonly name: string | null
}

/** An `EngineError` as it crosses a transport: plain data. */
export type ErrorData = {
  readonly code: ErrorCode
  /** The contract name or Engine API operation that failed, e.g. `ContainerStop`. */
  readonly operation: string | null
  readonly subject: ErrorSubject | null
  /** The option of `docker run` that it is about, by its long name, or `image`; null where that cannot be told. */
  readonly option: string | null
  /** The engine's own words, untranslated; shown in small print. */
  readonly engineMessage: string
  /** HTTP status of the engine's answer, null when there was none. */
  readonly status: number | null
  /** True when the same call may succeed later without anything being changed. */
  readonly retryable: boolean
}

const retryableCodes: ReadonlySet<ErrorCode> = new Set([
  'engine-unreachable',
  'timeout',
  'stream-lost',
  'rate-limited',
  'no-network',
  'registry-unreachable',
])

/** An expected failure. Anything else that is thrown is a bug and reaches the page as `internal`. */
export class EngineError extends Error {
  readonly data: ErrorData

  constructor(code: ErrorCode, engineMessage: string, more: Partial<Omit<ErrorData, 'code'>> = {}) {
    super(`${code}: ${engineMessage}`)
    this.name = 'EngineError'
    this.data = {
      code,
      operation: more.operation ?? null,
      subject: more.subject ?? null,
      option: more.option ?? null,
      engineMessage,
      status: more.status ?? null,
      retryable: more.retryable ?? retryableCodes.has(code),
    }
  }

  get code(): ErrorCode {
    return this.data.code
  }

  /** Rebuilds the error that another process sent. */
  static fromData(data: ErrorData): EngineError {
    return new EngineError(data.code, data.engineMessage, data)
  }

  /** The same error, told about the object and operation it concerns. */
  with(more: { subject?: ErrorSubject; operation?: string; option?: string }): EngineError {
    return new EngineError(this.data.code, this.data.engineMessage, { ...this.data, ...more })
  }
}

/** Turns anything thrown into data; an unknown error becomes `internal` with its message. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof EngineError) return error.data
  const message = error instanceof Error ? error.message : String(error)
  return new EngineError('internal', message).data
}

/** True when somebody asked for the operation to stop; never shown to a person. */
export function isCancelled(error: unknown): boolean {
  return error instanceof EngineError && error.code === 'cancelled'
}
