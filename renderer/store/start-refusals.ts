import { create } from 'zustand'
import type { Container } from '../../shared/container.ts'

type Refusal = { readonly text: string; readonly atMs: number }

const useRefusals = create<Readonly<Record<string, Refusal>>>(() => ({}))

/** Remembers what the engine said when it refused to start a container: it does not keep all of it. */
export function noteRefusal(id: string, text: string): void {
  useRefusals.setState({ [id]: { text, atMs: Date.now() } })
}

/** Why the last start was refused; empty when it has run since. */
export function useStartRefusal({ id, runtime }: Container): string {
  const refusal = useRefusals((refusals) => refusals[id])
  return refusal && (runtime?.startedAtMs ?? 0) < refusal.atMs ? refusal.text : ''
}
