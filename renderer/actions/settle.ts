import type { Container } from '../../shared/container.ts'
import { EngineError } from '../../shared/errors.ts'
import type { AppContext } from '../app-context.ts'

/** After this time without the engine's event, the page asks by itself. */
const eventDeadlineMs = 3_000

export type HasHappened = (now: Container | undefined) => boolean

/**
 * Resolves when the list shows what was asked for, or when the engine, asked again, has told its state.
 */
export function settle(app: AppContext, id: string, hasHappened: HasHappened): Promise<void> {
  const store = app.containers
  if (hasHappened(store.get(id))) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
    const unsubscribe = store.subscribeRow(id, () => {
      if (hasHappened(store.get(id))) finish()
    })
    const timer = setTimeout(() => void askAgain(app, id).finally(finish), eventDeadlineMs)
  })
}

/** Brings one container's state up to date from an inspection, for when its event was lost. */
async function askAgain(app: AppContext, id: string): Promise<void> {
  const store = app.containers
  try {
    const { raw, name } = await app.client().call('container.inspect', { id })
    const container = store.get(id)
    if (!container) return
    const state = readState(raw)
    if (state === null || (state.state === container.state && name === container.name)) return
    store.apply({ kind: 'change', upserts: [{ ...container, name, ...state }], removed: [], causes: [] })
  } catch (error) {
    const isGone = error instanceof EngineError && error.code === 'not-found'
    if (isGone) store.apply({ kind: 'change', upserts: [], removed: [id], causes: [] })
    // Anything else shows elsewhere: the connection tells about itself.
  }
}

function readState(raw: string): Pick<Container, 'state' | 'exitCode'> | null {
  const parsed: unknown = JSON.parse(raw)
  const state = field(parsed, 'State')
  const [status, exitCode] = [field(state, 'Status'), field(state, 'ExitCode')]
  if (typeof status !== 'string') return null
  const hasEnded = status === 'exited' || status === 'dead'
  return { state: status, exitCode: hasEnded && typeof exitCode === 'number' ? exitCode : null }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
