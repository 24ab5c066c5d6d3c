/**
 * One end of a two-way, ordered, loss-free channel of frames: a WebSocket, a MessagePort, or half of an
 * in-memory pair. Values must survive structured clone and JSON; `Uint8Array` is the one exception and
 * may stand alone or as a direct property of an object.
 */
export interface Port<Out, In> {
  post(frame: Out): void
  /** At most one listener; frames that arrive before it is set are kept. */
  onFrame(listener: (frame: In) => void): void
  /** Called once, when either end closes or the peer is gone. */
  onClose(listener: () => void): void
  close(): void
}
