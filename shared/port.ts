/**
 * One end of a two-way, ordered, loss-free channel of frames: a WebSocket, a MessagePort, or half of an
 * in-memory pair. Values must survive structured clone and JSON; `Uint8Array` is the one exception and may
 * be a frame's `value` or a direct property of it. Posted bytes must not be changed afterwards.
 */
export interface Port<Out, In> {
  /** Does nothing once the port is closed. May throw when a value cannot travel. */
  post(frame: Out): void
  /** At most one listener; frames that arrive before it is set are kept. None comes after the close. */
  onFrame(listener: (frame: In) => void): void
  /** Called once, when either end closes or the peer is gone; also when that was before. */
  onClose(listener: () => void): void
  close(): void
  /**
   * A promise while the transport is behind with sending, settled when there is room again or the port
   * closes; null when there is room. Whoever produces without end waits for it.
   */
  congestion?(): Promise<void> | null
}
