import { createServer } from 'node:http'
import { fault, strict } from './strict.mjs'

/*
 * Custom schemes. Chromium cannot be taught a scheme from outside, so `app://bundle/x` is served on
 * http://bundle.app.standin/x by a local server: the name is mapped to it inside the browser, and the origin is
 * declared secure. Workers, fonts and policies then act as on any origin.
 */

const privilegesOf = ['standard', 'secure', 'supportFetchAPI', 'codeCache', 'stream']

export class Schemes {
  constructor(runtime) {
    this.runtime = runtime
    this.privileged = new Map()
    this.handlers = new Map()
    this.server = createServer((request, response) => void this.answer(request, response))
    const schemes = this
    this.api = strict(
      {
        registerSchemesAsPrivileged(list) {
          if (runtime.isReady)
            throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
          for (const { scheme, privileges } of list) {
            for (const key of Object.keys(privileges)) {
              if (!privilegesOf.includes(key)) throw fault(`scheme privilege ${key} is refused`)
            }
            schemes.privileged.set(scheme, privileges)
          }
        },
        handle(scheme, handler) {
          if (!runtime.isReady) throw new Error('protocol.handle before the app is ready')
          if (schemes.handlers.has(scheme)) throw new Error('The scheme has been intercepted')
          schemes.handlers.set(scheme, handler)
        },
      },
      'protocol',
    )
  }

  listen() {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => resolve(this.server.address().port))
    })
  }

  isServed(url) {
    const privileges = this.privileged.get(new URL(url).protocol.slice(0, -1))
    return privileges?.standard === true && privileges.secure === true
  }

  origins() {
    return [...this.privileged.keys()].map((scheme) => `http://bundle.${scheme}.standin`)
  }

  /** `app://bundle/x` as the browser must ask for it. */
  toPage(url) {
    const { protocol, host, pathname, search, hash } = new URL(url)
    const scheme = protocol.slice(0, -1)
    return this.privileged.has(scheme) ? `http://${host}.${scheme}.standin${pathname}${search}${hash}` : url
  }

  /** The inverse of `toPage`; other addresses stay as they are. */
  fromPage(url) {
    const match = /^(blob:)?http:\/\/([^/]+)\.([a-z]+)\.standin(\/.*)?$/.exec(url)
    return match ? `${match[1] ?? ''}${match[3]}://${match[2]}${match[4] ?? '/'}` : url
  }

  async answer(request, response) {
    const url = this.fromPage(`http://${request.headers.host}${request.url}`)
    const handler = this.handlers.get(new URL(url).protocol.slice(0, -1))
    if (!handler) {
      response.writeHead(502).end('no handler')
      return
    }
    try {
      const answer = await handler(new Request(url, { method: request.method, headers: { accept: '*/*' } }))
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      response.end(Buffer.from(await answer.arrayBuffer()))
    } catch (error) {
      process.stderr.write(`protocol.handle failed: ${error?.stack}\n`)
      response.writeHead(500).end()
    }
  }
}
