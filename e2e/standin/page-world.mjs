/*
 * Scripts for pages, sent as text: `mainWorld` runs in the page's own world, `isolatedWorld` in a world of its
 * own with the preload inside. The two meet through events on the document, whose details Chromium clones from
 * world to world, so no object is ever shared.
 */

export const worldName = 'standin-preload'
export const bindingName = '__standinSend'

/** Builds in the page what the preload exposes, and enforces what Electron does to ports. */
export function mainWorld(token) {
  if (window !== window.top) return
  let answer
  const settling = new Map()
  const callbacks = new Map()
  let nextId = 1
  const listen = (name, listener) =>
    document.addEventListener(`${token}:${name}`, (event) => listener(event.detail))
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`${token}:${name}`, { detail }))

  const build = (part) => {
    if (part.kind === 'value') return part.value
    if (part.kind === 'array') return Object.freeze(part.items.map(build))
    if (part.kind === 'promise')
      return new Promise((resolve, reject) => settling.set(part.id, { resolve, reject }))
    if (part.kind === 'function') return (...args) => invoke(part.id, args)
    return Object.freeze(
      Object.fromEntries(Object.entries(part.entries).map(([key, inner]) => [key, build(inner)])),
    )
  }
  const pack = (value) => {
    if (typeof value === 'function') {
      const id = nextId++
      callbacks.set(id, value)
      return { kind: 'function', id }
    }
    return { kind: 'value', value: structuredClone(value) }
  }
  const invoke = (id, args) => {
    answer = undefined
    tell('call', { id, args: args.map(pack) })
    if (answer === undefined) throw new Error('stand-in: the isolated world did not answer')
    if (answer.error !== undefined) throw new Error(answer.error)
    return build(answer.value)
  }
  listen('answer', (detail) => {
    answer = detail
  })
  listen('settle', ({ id, error, value }) => {
    const promise = settling.get(id)
    settling.delete(id)
    if (error === undefined) promise.resolve(build(value))
    else promise.reject(new Error(error))
  })
  listen('callback', ({ id, args }) => callbacks.get(id)(...args))
  listen('expose', ({ key, value }) => {
    if (key in window)
      throw new Error(`Cannot bind an API on top of an existing property on the window object`)
    Object.defineProperty(window, key, { value: build(value), enumerable: true })
  })

  // Chromium would open the window and ask nobody; a tab closed again while it opens may take the page along.
  const openWindow = (url) => tell('open-window', { url: new URL(url, document.baseURI).href })
  window.open = (url) => {
    openWindow(url ?? 'about:blank')
    return null
  }
  window.addEventListener('click', (event) => {
    const link = event
      .composedPath()
      .find((node) => node instanceof HTMLAnchorElement && node.target === '_blank')
    if (!link || event.defaultPrevented) return
    event.preventDefault()
    openWindow(link.href)
  })

  // Chromium tells a port nothing when its other end closes; Electron adds a `close` event. Here the two ends
  // tell each other with a message of their own, which the page never sees.
  const closing = 'standin:port-closed'
  const fromShell = new WeakSet()
  const adopt = (port) => {
    fromShell.add(port)
    port.addEventListener('message', (event) => {
      if (event.data !== closing) return
      event.stopImmediatePropagation()
      port.dispatchEvent(new Event('close'))
    })
  }
  window.addEventListener('message', (event) => event.ports.forEach(adopt), true)
  const { prototype } = MessagePort
  const methodOf = (name) => Object.getOwnPropertyDescriptor(prototype, name).value
  const [post, close] = [methodOf('postMessage'), methodOf('close')]
  prototype.postMessage = function postMessage(message, options) {
    const transfer = Array.isArray(options) ? options : (options?.transfer ?? [])
    // electron#34905: a buffer transferred towards the main side arrives empty or not at all.
    if (fromShell.has(this) && transfer.some((item) => !(item instanceof MessagePort))) {
      throw new Error('stand-in: Electron loses transferred buffers; copy them')
    }
    return post.call(this, message, options)
  }
  prototype.close = function closePort() {
    if (fromShell.has(this)) post.call(this, closing)
    return close.call(this)
  }
}

/** The preload's surroundings: `require`, `ipcRenderer`, `contextBridge`; and the page's end of every port. */
export function isolatedWorld({ token, binding, platform, encode, decode, strict, preload }) {
  if (window !== window.top) return
  const send = (message) => globalThis[binding](encode(message))
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`${token}:${name}`, { detail }))
  const listen = (name, listener) =>
    document.addEventListener(`${token}:${name}`, (event) => listener(event.detail))

  const functions = new Map()
  let nextId = 1
  const pack = (value) => {
    if (typeof value === 'function') {
      functions.set(nextId, value)
      return { kind: 'function', id: nextId++ }
    }
    if (value instanceof Promise) {
      const id = nextId++
      value.then(
        (result) => tell('settle', { id, value: pack(result) }),
        (error) => tell('settle', { id, error: String(error?.message ?? error) }),
      )
      return { kind: 'promise', id }
    }
    if (typeof value === 'symbol' || value instanceof MessagePort)
      throw new TypeError('An object could not be cloned.')
    if (Array.isArray(value)) return { kind: 'array', items: value.map(pack) }
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      return {
        kind: 'object',
        entries: Object.fromEntries(Object.entries(value).map(([k, v]) => [k, pack(v)])),
      }
    }
    return { kind: 'value', value: structuredClone(value) }
  }
  const unpack = (part) =>
    part.kind === 'function'
      ? (...args) => tell('callback', { id: part.id, args: args.map((arg) => structuredClone(arg)) })
      : part.value
  listen('call', ({ id, args }) => {
    try {
      tell('answer', { value: pack(functions.get(id)(...args.map(unpack))) })
    } catch (error) {
      tell('answer', { error: String(error?.message ?? error) })
    }
  })

  listen('open-window', ({ url }) => send({ t: 'open-window', url }))

  const listeners = new Map()
  const pending = new Map()
  const list = (channel) => listeners.get(channel) ?? []
  const ipcRenderer = {
    send: (channel, ...args) => send({ t: 'send', channel, args }),
    invoke: (channel, ...args) =>
      new Promise((resolve, reject) => {
        const id = nextId++
        pending.set(id, { resolve, reject })
        send({ t: 'invoke', id, channel, args })
      }),
    on: (channel, listener) => {
      listeners.set(channel, [...list(channel), listener])
    },
    off: (channel, listener) => {
      listeners.set(
        channel,
        list(channel).filter((known) => known !== listener),
      )
    },
  }
  const contextBridge = {
    exposeInMainWorld: (key, api) => tell('expose', { key, value: pack(api) }),
  }

  const closing = 'standin:port-closed'
  const ports = new Map()
  const openPort = (id) => {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port1)
    port1.addEventListener('message', ({ data }) => {
      if (data !== closing) send({ t: 'port-message', id, data })
      else if (ports.delete(id)) send({ t: 'port-close', id })
    })
    port1.start()
    return port2
  }
  const receivers = {
    ipc: ({ channel, args, ports: ids }) => {
      const event = { sender: ipcRenderer, ports: ids.map(openPort) }
      for (const listener of list(channel)) listener(event, ...args)
    },
    result: ({ id, error, value }) => {
      const call = pending.get(id)
      pending.delete(id)
      if (error === undefined) call.resolve(value)
      else call.reject(new Error(error))
    },
    'port-message': ({ id, data }) => ports.get(id)?.postMessage(data),
    'port-close': ({ id }) => {
      const port = ports.get(id)
      ports.delete(id)
      port?.postMessage(closing)
    },
  }
  globalThis.__standinReceive = (text) => {
    const message = decode(text)
    receivers[message.t](message)
  }

  const modules = {
    electron: strict(
      {
        ipcRenderer: strict(ipcRenderer, 'ipcRenderer'),
        contextBridge: strict(contextBridge, 'contextBridge'),
        // Chromium tells no page where a file lies; nothing that is tested here asks.
        webUtils: strict({}, 'webUtils'),
      },
      'electron (in a preload)',
    ),
  }
  const require = (name) => {
    if (name in modules) return modules[name]
    throw new Error(
      `module not found: ${name} (a sandboxed preload may require electron, events, timers and url)`,
    )
  }
  preload(require, strict({ platform, type: 'renderer' }, 'process (in a sandboxed preload)'))
}

/** The whole isolated script as text; a preload that is no plain script fails here as it does in Electron. */
export function isolatedSource({ token, platform, encode, decode, preloadSource }) {
  const guard = (target, name) =>
    new Proxy(target, {
      get(object, key) {
        if (typeof key === 'symbol' || key in object || key === 'then') return object[key]
        throw new Error(`stand-in: ${name}.${key} is not implemented`)
      },
    })
  return `(${String(isolatedWorld)})({ token: ${JSON.stringify(token)}, binding: ${JSON.stringify(bindingName)},
    platform: ${JSON.stringify(platform)}, encode: ${String(encode)}, decode: ${String(decode)}, strict: ${String(guard)},
    preload: (require, process) => { const module = { exports: {} }, exports = module.exports;
${preloadSource}
} })`
}

export function mainSource(token) {
  return `(${String(mainWorld)})(${JSON.stringify(token)})`
}
