import { connect } from 'node:net'
import type { PortOutcome } from '../shared/ports.ts'
import { errnoOf } from './errors.ts'

/** The same machine answers within a millisecond, a remote one within a fraction of a second. */
const connectMs = 3_000
/**
 * Docker's proxy takes a connection before it knows whether the container does, and drops it a moment later.
 * What is still open after this time is held by somebody.
 */
const holdMs = 500

type Attempt = Extract<PortOutcome, 'answers' | 'closed' | 'refused' | 'timed-out' | 'unreachable'>

/** Opens a TCP connection, sends nothing, and says what became of it. Rejects only when `signal` aborts. */
export function attemptConnection(host: string, port: number, signal: AbortSignal): Promise<Attempt> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port })
    let isConnected = false
    let timer = setTimeout(() => end('timed-out'), connectMs)
    const onAbort = (): void => {
      release()
      reject(signal.reason as Error)
    }
    const release = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.destroy()
    }
    const end = (outcome: Attempt): void => {
      release()
      resolve(outcome)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    socket.on('connect', () => {
      isConnected = true
      clearTimeout(timer)
      timer = setTimeout(() => end('answers'), holdMs)
    })
    socket.on('data', () => end('answers'))
    socket.on('end', () => end('closed'))
    socket.on('error', (error) => end(isConnected ? 'closed' : outcomeOf(errnoOf(error))))
  })
}

function outcomeOf(errno: string): Attempt {
  if (errno === 'ECONNREFUSED') return 'refused'
  return errno === 'ETIMEDOUT' ? 'timed-out' : 'unreachable'
}
