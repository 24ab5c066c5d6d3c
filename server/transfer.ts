import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Transfers } from '../engine/transfers.ts'
import type { ErrorCode, ErrorData } from '../shared/errors.ts'
import { transferPath } from '../shared/transfer-path.ts'
import { holdHeapRoom } from './heap-room.ts'

export function isTransfer(request: IncomingMessage): boolean {
  return request.url?.startsWith(transferPath) ?? false
}

/**
 * Answers a request for a one-time address: GET fetches what a task writes, PUT sends what a task reads. The
 * request must have been let in before. False when nobody waits for it.
 */
export function answerTransfer(
  request: IncomingMessage,
  response: ServerResponse,
  transfers: Transfers,
): boolean {
  const token = request.url?.slice(transferPath.length) ?? ''
  const isKnown =
    request.method === 'PUT'
      ? takeUpload(request, response, transfers, token)
      : giveDownload(response, transfers, token)
  // Engine and person take the time they take: a download may be paused, an image be unpacked.
  if (isKnown) request.socket.setTimeout(0)
  return isKnown
}

function giveDownload(response: ServerResponse, transfers: Transfers, token: string): boolean {
  const leave = transfers.claimDownload(token, {
    accept: (fileName) => {
      response.writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': attachment(fileName),
        Connection: 'close',
      })
      return response
    },
    refuse: (error) => refuse(response, error),
  })
  if (leave) response.once('close', leave)
  return leave !== null
}

function takeUpload(
  request: IncomingMessage,
  response: ServerResponse,
  transfers: Transfers,
  token: string,
): boolean {
  const isKnown = transfers.claimUpload(token, {
    body: request,
    done: (error) => {
      if (error) refuse(response, error)
      else response.writeHead(204, { Connection: 'close' }).end()
    },
  })
  if (isKnown) response.once('close', holdHeapRoom())
  return isKnown
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'not-found': 404,
  'bad-request': 400,
  'bad-archive': 422,
  'transfer-cut': 400,
  cancelled: 409,
  conflict: 409,
}

/** The task tells the person why; this only keeps a browser from taking the answer for a file. */
function refuse(response: ServerResponse, error: ErrorData): void {
  const status = statuses[error.code] ?? 502
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
  response.end(`${error.code}\n`)
}

/** As in RFC 6266: the name in full for browsers, and in ASCII for whoever reads no other. */
function attachment(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(fileName.replaceAll(/\p{Surrogate}/gu, '_')).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
