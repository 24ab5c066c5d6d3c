import { EventEmitter } from 'node:events'

/** Names that languages, loggers and test runners look up on anything. */
const passive = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  '$$typeof',
  'asymmetricMatch',
  'default',
  '__esModule',
])

/** Every fault of this runtime's user carries this prefix, so that a test log shows whose rule was broken. */
export function fault(text) {
  return new Error(`stand-in: ${text}`)
}

/** An object that throws when anything is read or set that it does not have. */
export function strict(target, name) {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === 'symbol' || key in object || key.startsWith('_') || passive.has(key)) {
        return Reflect.get(object, key, object)
      }
      throw fault(`${name}.${key} is not implemented`)
    },
    set(object, key, value) {
      if (typeof key === 'string' && !(key in object) && !key.startsWith('_')) {
        throw fault(`${name}.${key} is not implemented`)
      }
      return Reflect.set(object, key, value, object)
    },
  })
}

/** An emitter that refuses listeners for events which the real object does not have. */
export class StrictEmitter extends EventEmitter {
  constructor(name, events) {
    super()
    this._name = name
    this._known = new Set(events)
  }

  on(event, listener) {
    this._check(event)
    return super.on(event, listener)
  }

  once(event, listener) {
    this._check(event)
    return super.once(event, listener)
  }

  addListener(event, listener) {
    return this.on(event, listener)
  }

  _check(event) {
    if (!this._known.has(event)) throw fault(`${this._name} has no event '${String(event)}'`)
  }
}

/** An event object whose `preventDefault` is remembered. */
export function preventable(fields = {}) {
  const event = {
    ...fields,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
  }
  return event
}

/** Throws for options that are not in `allowed`: a misspelt option is silent in Electron. */
export function checkOptions(options, allowed, name) {
  for (const key of Object.keys(options)) {
    if (!allowed.includes(key)) throw fault(`${name} has no option '${key}', or it is not implemented`)
  }
}
