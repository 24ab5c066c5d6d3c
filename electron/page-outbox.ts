import type { DesktopRequest } from '../shared/desktop.ts'

const mostWaiting = 20

/**
 * Requests for the page, kept until it listens: a link may start the app, and a notification may be clicked while the
 * page loads.
 */
export class PageOutbox {
  private readonly send: (request: DesktopRequest) => void
  private waiting: DesktopRequest[] = []
  private isListening = false

  constructor(send: (request: DesktopRequest) => void) {
    this.send = send
  }

  post(request: DesktopRequest): void {
    if (this.isListening) this.send(request)
    else this.waiting = [...this.waiting, request].slice(-mostWaiting)
  }

  /** The page listens from now on. */
  open(): void {
    this.isListening = true
    const waiting = this.waiting
    this.waiting = []
    for (const request of waiting) this.send(request)
  }

  /** The page is gone or loads again. */
  close(): void {
    this.isListening = false
  }
}
