/** A browser's WebSocket whose host is the test. Everything arrives a microtask later, as copies. */
export class FakeWebSocket {
  static made: FakeWebSocket[] = []

  readonly url: string
  binaryType = 'blob'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: unknown }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  /** What the page has sent. */
  readonly sent: (string | Uint8Array)[] = []
  /** The host's ear. */
  onSent: ((message: string | Uint8Array) => void) | null = null
  onGone: (() => void) | null = null
  private isClosed = false

  constructor(url: string) {
    this.url = url
    FakeWebSocket.made.push(this)
  }

  send(message: string | Uint8Array): void {
    const copy = typeof message === 'string' ? message : message.slice()
    this.sent.push(copy)
    queueMicrotask(() => this.onSent?.(copy))
  }

  close(): void {
    this.hostCloses(1005)
  }

  /** The handshake is over. */
  hostOpens(): void {
    queueMicrotask(() => this.onopen?.())
  }

  hostSends(message: string | Uint8Array): void {
    const data = typeof message === 'string' ? message : message.slice().buffer
    queueMicrotask(() => {
      if (!this.isClosed) this.onmessage?.({ data })
    })
  }

  hostCloses(code: number): void {
    queueMicrotask(() => {
      if (this.isClosed) return
      this.isClosed = true
      this.onclose?.({ code })
      this.onGone?.()
    })
  }
}
