import { parseArgs } from 'node:util'

export const help = `Usage: npm start [-- options]

Opens Bayplan: the desktop app where Electron is available, otherwise in a browser window.

  --host <endpoint>   Docker engine to use, such as unix:///var/run/docker.sock
  --context <name>    docker context to use
  --web               serve to a browser even when the desktop app is available
  --port <number>     port for the browser version (any free one by default); implies --web
  --no-open           open no window, print the address only; implies --web
  --json              print one line of JSON (url, pid, engine) instead of text
  --retry             try again to fetch Electron although it failed recently
  --help              show this text
`

/**
 * @typedef {object} StartFlags
 * @property {string} [host]
 * @property {string} [context]
 * @property {boolean} web
 * @property {number} [port]
 * @property {boolean} open
 * @property {boolean} json
 * @property {boolean} retry
 * @property {boolean} help
 */

const options = /** @type {const} */ ({
  host: { type: 'string' },
  context: { type: 'string' },
  web: { type: 'boolean' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  json: { type: 'boolean' },
  retry: { type: 'boolean' },
  help: { type: 'boolean' },
})

/**
 * @param {string[]} argv
 * @returns {StartFlags | { error: string }}
 */
export function parseFlags(argv) {
  let values
  try {
    values = parseArgs({ args: argv, options, allowPositionals: false }).values
  } catch (error) {
    return { error: plainError(/** @type {Error} */ (error).message) }
  }
  const port = readPort(values.port)
  if (typeof port === 'string') return { error: port }
  if (values.host && values.context) return { error: 'Give either --host or --context, not both.' }
  return {
    ...(values.host ? { host: values.host } : {}),
    ...(values.context ? { context: values.context } : {}),
    ...(port === undefined ? {} : { port }),
    ...switches(values, port !== undefined),
  }
}

/** @param {Record<string, string | boolean | undefined>} values @param {boolean} hasPort */
function switches(values, hasPort) {
  const open = !values['no-open']
  return {
    web: Boolean(values['web']) || hasPort || !open,
    open,
    json: Boolean(values['json']),
    retry: Boolean(values['retry']),
    help: Boolean(values['help']),
  }
}

/** @param {string | undefined} text @returns {number | undefined | string} a string says what is wrong */
function readPort(text) {
  const port = Number(text)
  if (text === undefined) return undefined
  const isPort = text !== '' && Number.isInteger(port) && port >= 0 && port <= 65535
  return isPort ? port : `--port takes a number from 0 to 65535, not "${text}".`
}

/** Node's own message explains how to pass strange values; one sentence is enough here. @param {string} message */
function plainError(message) {
  const unknown = /Unknown option '([^']+)'/.exec(message)?.[1]
  if (unknown) return `There is no option ${unknown}.`
  const positional = /Unexpected argument '([^']*)'/.exec(message)?.[1]
  if (positional !== undefined) return `"${positional}" is not an option.`
  return `${message.split(/[.\n]/)[0]}.`
}
