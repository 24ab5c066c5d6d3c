import type { MessagePortMain } from 'electron'
import type { CloningPort } from '../shared/message-port.ts'

/** As much of Electron's `MessagePortMain` as is used; unlike the page's port it is an event emitter. */
export type MainPort = Pick<MessagePortMain, 'postMessage' | 'on' | 'start' | 'close'>

/** Wraps the main side's end of a channel for `createMessagePort`. */
export function fromMainPort(port: MainPort): CloningPort {
  return {
    postMessage: (value) => port.postMessage(value),
    onMessage: (listener) => port.on('message', (event) => listener(event.data)),
    onClose: (listener) => port.on('close', listener),
    start: () => port.start(),
    close: () => port.close(),
  }
}
