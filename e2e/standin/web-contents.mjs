import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { bindingName, isolatedSource, mainSource, worldName } from './page-world.mjs'
import { RemoteEnds, takeEnds } from './ports.mjs'
import { fault, preventable, StrictEmitter, strict } from './strict.mjs'
import { decode, encode } from './values.mjs'

const contentsEvents = [
  'will-navigate',
  'will-redirect',
  'will-frame-navigate',
  'will-attach-webview',
  'did-finish-load',
  'did-navigate',
  'destroyed',
  'render-process-gone',
  'unresponsive',
  'responsive',
]

let nextId = 1

/** A page in a Chromium tab, its preload, and what passes between them and this process. */
export class WebContents extends StrictEmitter {
  constructor(runtime, preload) {
    super('webContents', contentsEvents)
    this.id = nextId++
    this.zoomFactor = 1
    this._runtime = runtime
    this._preload = preload
    this._token = `standin-${randomBytes(8).toString('hex')}`
    this._isDestroyed = false
    this._openHandler = null
    this._isolatedContext = null
    this._expected = null
    this._url = ''
    this._ends = new RemoteEnds((message) => this._tell(message))
    const contents = this
    this.mainFrame = strict(
      {
        parent: null,
        get url() {
          return contents._url
        },
        isDestroyed: () => contents._isDestroyed,
        postMessage: (channel, message, transfer = []) => contents._post(channel, [message], transfer),
        send: (channel, ...args) => contents._post(channel, args, []),
      },
      'webFrameMain',
    )
    this._ready = this._attach()
  }

  setWindowOpenHandler(handler) {
    this._openHandler = handler
  }

  send(channel, ...args) {
    this._post(channel, args, [])
  }

  getURL() {
    return this._url
  }

  isDestroyed() {
    return this._isDestroyed
  }

  reload() {
    this._expected = this._runtime.toPage(this._url)
    void this._session.send('Page.reload')
  }

  forcefullyCrashRenderer() {
    void this._session.send('Page.crash').catch(() => {})
  }

  close() {
    this._runtime.windowOf(this).close()
  }

  async _load(url) {
    await this._ready
    if (!this._runtime.isServed(url))
      throw fault(`ERR_UNKNOWN_URL_SCHEME (${url}): not registered as privileged`)
    this._url = url
    this._expected = this._runtime.toPage(url)
    await this._session.send('Page.navigate', { url: this._expected })
  }

  async _attach() {
    const { root } = this._runtime.connection
    const { targetId } = await root.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...this._runtime.sizeOf(this),
    })
    this._targetId = targetId
    const session = await this._runtime.connection.attach(targetId)
    this._session = session
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined || frame.url === 'about:blank') return
      this._url = this._runtime.fromPage(frame.url)
      this.emit('did-navigate', preventable(), this._url)
    })
    session.on('Page.loadEventFired', () => {
      if (this._url !== '') this.emit('did-finish-load')
    })
    session.on('Fetch.requestPaused', (request) => this._navigating(request))
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName && context.auxData.frameId === targetId)
        this._isolatedContext = context.id
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this._isolatedContext) this._documentGone()
    })
    session.on('Runtime.executionContextsCleared', () => this._documentGone())
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindingName && executionContextId === this._isolatedContext) this._receive(decode(payload))
    })
    session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
      const text = exceptionDetails.exception?.description ?? exceptionDetails.text
      if (!exceptionDetails.url) process.stderr.write(`Unable to load preload script: ${text}\n`)
    })
    session.on('Inspector.targetCrashed', () => {
      this._documentGone()
      this.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 5 })
    })
    await this._prepare(session)
  }

  async _prepare(session) {
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Inspector.enable'),
      session.send('Fetch.enable', { patterns: [{ urlPattern: '*', resourceType: 'Document' }] }),
      session.send('Runtime.addBinding', { name: bindingName, executionContextName: worldName }),
    ])
    if (this._preload === undefined) return
    if (!existsSync(this._preload)) {
      process.stderr.write(`Unable to load preload script: ${this._preload}\n`)
      return
    }
    const source = isolatedSource({
      token: this._token,
      platform: process.platform,
      encode,
      decode,
      preloadSource: readFileSync(this._preload, 'utf8'),
    })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainSource(this._token) })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName })
  }

  _documentGone() {
    this._isolatedContext = null
    this._ends.closeAll()
  }

  /** Decides about a navigation that this process did not ask for. */
  _navigating({ requestId, request }) {
    const isExpected = request.url === this._expected
    this._expected = null
    const navigation = preventable({
      url: this._runtime.fromPage(request.url),
      isMainFrame: true,
      isSameDocument: false,
    })
    if (!isExpected) {
      this.emit('will-frame-navigate', navigation)
      this.emit('will-navigate', navigation)
    }
    const answer = navigation.defaultPrevented
      ? this._session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
      : this._session.send('Fetch.continueRequest', { requestId })
    answer.catch(() => {})
  }

  _windowOpened(url) {
    const details = {
      url: this._runtime.fromPage(url),
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
    }
    const answer = this._openHandler ? this._openHandler(details) : { action: 'allow' }
    if (answer.action === 'allow') this._runtime.openPopup(url)
  }

  _post(channel, args, transfer) {
    const copy = structuredClone(args)
    this._tell({ t: 'ipc', channel, args: copy, ports: this._ends.adopt(takeEnds(transfer)) })
  }

  _tell(message) {
    if (this._isolatedContext === null || this._isDestroyed) return
    const expression = `__standinReceive(${JSON.stringify(encode(message))})`
    this._session.send('Runtime.evaluate', { contextId: this._isolatedContext, expression }).catch(() => {})
  }

  _receive(message) {
    if (message.t.startsWith('port-')) this._ends.receive(message)
    else if (message.t === 'open-window') this._windowOpened(message.url)
    else this._runtime.ipc.receive(this, message)
  }

  _destroy() {
    if (this._isDestroyed) return
    this._isDestroyed = true
    this._documentGone()
    this.emit('destroyed')
  }
}
