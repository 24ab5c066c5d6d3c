import { fork } from 'node:child_process'
import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { RemoteEnds, takeEnds } from './ports.mjs'
import { checkOptions, fault, StrictEmitter, strict } from './strict.mjs'

class UtilityProcess extends StrictEmitter {
  constructor(modulePath, args, options) {
    super('UtilityProcess', ['spawn', 'exit', 'message', 'error'])
    this.pid = undefined
    this.stdout = null
    this.stderr = null
    this._serviceName = options.serviceName ?? 'Node Utility Process'
    this._wasKilled = false
    this._child = fork(join(import.meta.dirname, 'utility-child.mjs'), [modulePath, ...args], {
      serialization: 'advanced',
      execArgv: options.execArgv ?? [],
      env: options.env ?? process.env,
      cwd: options.cwd,
    })
    this._ends = new RemoteEnds((message) => this._post(message))
    this._child.once('spawn', () => setImmediate(() => this._spawned()))
    this._child.on('message', (message) => this._receive(message))
    this._child.once('exit', (code, signal) => {
      this.pid = undefined
      this._ends.closeAll()
      this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15))
    })
  }

  postMessage(message, transfer = []) {
    const data = structuredClone(message)
    const ports = this._ends.adopt(takeEnds(transfer))
    this._post({ t: 'message', data, ports })
  }

  kill() {
    // electron#44009: right after fork there is nothing yet that could be killed.
    if (this.pid === undefined) return false
    this._wasKilled = true
    return this._child.kill('SIGTERM')
  }

  _spawned() {
    this.pid = this._child.pid
    this.emit('spawn')
  }

  _post(message) {
    if (this._child.connected) this._child.send(message, () => {})
  }

  _receive(message) {
    if (message.t === 'message') this.emit('message', message.data)
    else this._ends.receive(message)
  }
}

export function createUtilityProcess(runtime) {
  const running = new Set()
  const api = strict(
    {
      fork(modulePath, args = [], options = {}) {
        if (!runtime.isReady) throw fault('utilityProcess.fork before the app is ready')
        if (!existsSync(modulePath)) throw fault(`utilityProcess.fork: no file ${modulePath}`)
        checkOptions(options, ['env', 'execArgv', 'cwd', 'stdio', 'serviceName'], 'utilityProcess.fork')
        const utility = new UtilityProcess(modulePath, args, options)
        running.add(utility)
        utility.once('exit', () => running.delete(utility))
        return strict(utility, 'UtilityProcess')
      },
    },
    'utilityProcess',
  )
  const metrics = () =>
    [...running]
      .filter((utility) => utility.pid !== undefined)
      .map((utility) => ({ pid: utility.pid, type: 'Utility', name: utility._serviceName }))
  const killAll = () => {
    for (const utility of running) {
      // Electron's own end takes it along, unless it hangs: then nobody does.
      if (!utility._wasKilled && utility.pid !== undefined)
        writeSync(2, `${fault(`${utility._serviceName} was left to end by itself`).message}\n`)
      utility._child.kill('SIGKILL')
    }
    running.clear()
  }
  return { api, metrics, killAll }
}
