import { EngineError } from '../../shared/errors.ts'
import type { EngineClient, EngineConnection, EngineRequest } from '../client.ts'
import { readText } from '../transport.ts'

/** `refused`: the engine is not asked. `lost`: it does what it is asked, and its answer never comes. */
export type Fault = 'refused' | 'lost'

type Faults = {
  /** Every request that changes something, in order: `POST /containers/<id>/stop`. */
  readonly asked: string[]
  /** Which of them fails, counted from 0; the others after it go well again. */
  readonly at: number | null
  readonly fault: Fault
}

/** A connection on which one request that changes something fails. */
export function faultyConnection(connection: EngineConnection, faults: Faults): EngineConnection {
  const client = (): EngineClient => faultyClient(connection.client(), faults)
  return {
    get status() {
      return connection.status
    },
    onStatus: (listener) => connection.onStatus(listener),
    client,
    whenConnected: async (signal) => {
      await connection.whenConnected(signal)
      return client()
    },
    suspect: (suspected) => connection.suspect(suspected),
  }
}

function faultyClient(client: EngineClient, faults: Faults): EngineClient {
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'stream') return (request: EngineRequest) => streamWith(target, faults, request)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

async function streamWith(client: EngineClient, { asked, at, fault }: Faults, request: EngineRequest) {
  if (request.method === 'GET') return client.stream(request)
  const index = asked.push(`${request.method} ${request.path}`) - 1
  if (index !== at) return client.stream(request)
  if (fault === 'lost') await readText((await client.stream(request)).body)
  throw new EngineError(fault === 'lost' ? 'stream-lost' : 'engine-failed', `fault at ${asked[index]}`)
}
