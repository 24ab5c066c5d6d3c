import { create } from 'zustand'
import { isCancelled } from '../../../shared/errors.ts'
import type { PortAnswer } from '../../../shared/ports.ts'
import { inParallel } from '../../actions/in-parallel.ts'
import type { AppContext } from '../../app-context.ts'
import type { PortRow } from './port-rows.ts'

export type Asked =
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly answer: PortAnswer; readonly atMs: number }
  | { readonly state: 'failed'; readonly error: unknown }

/** Connections tried at once. */
const parallelProbes = 8
const probedProtocols = ['tcp', 'udp', 'sctp'] as const

/** How ports answered when they were asked, by row. Kept while other panes are looked at. */
export const usePortAnswers = create<{ readonly asked: Readonly<Record<string, Asked>> }>(() => ({
  asked: {},
}))

/** Why a port is not asked; null when it can be. */
export function whyNotAsked(row: PortRow): 'wanted' | 'protocol' | null {
  if (!row.isHeld || row.hostPort === null) return 'wanted'
  return probedProtocols.some((protocol) => protocol === row.protocol) ? null : 'protocol'
}

/** Connects to each of these ports from the engine side, a few at once. Never rejects. */
export async function askPorts(app: AppContext, rows: readonly PortRow[]): Promise<void> {
  const able = rows.filter((row) => whyNotAsked(row) === null)
  tell(Object.fromEntries(able.map(({ id }) => [id, { state: 'asking' }])))
  await inParallel(able, parallelProbes, async (row) => tell({ [row.id]: await ask(app, row) }))
}

async function ask(app: AppContext, { holder, protocol, addresses, hostPort }: PortRow): Promise<Asked> {
  try {
    const answer = await app.client().call('ports.probe', {
      containerId: holder.kind === 'container' ? holder.id : null,
      protocol: probedProtocols.find((each) => each === protocol) ?? 'tcp',
      hostIp: addresses[0] ?? '',
      hostPort: hostPort ?? 0,
    })
    return { state: 'answered', answer, atMs: Date.now() }
  } catch (error) {
    if (isCancelled(error)) throw error
    return { state: 'failed', error }
  }
}

function tell(news: Readonly<Record<string, Asked>>): void {
  usePortAnswers.setState(({ asked }) => ({ asked: { ...asked, ...news } }))
}
