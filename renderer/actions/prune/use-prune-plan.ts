import { useEffect, useState } from 'react'
import type { PruneKind, PrunePlan } from '../../../shared/prune.ts'
import { useApp } from '../../app-context.ts'

type Asked = { readonly plan: PrunePlan | null; readonly error: unknown }

const asking: Asked = { plan: null, error: null }

/** Asks for a plan once; leaving gives it up, and with it the engine's measuring. */
export function usePrunePlan(kinds: readonly PruneKind[]): Asked & { readonly again: () => void } {
  const { client } = useApp()
  const [asked, setAsked] = useState<Asked>(asking)
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    const ask = async () => {
      try {
        const plan = await client().call('prune.plan', { kinds: [...kinds] }, controller.signal)
        if (!controller.signal.aborted) setAsked({ plan, error: null })
      } catch (error) {
        if (!controller.signal.aborted) setAsked({ plan: null, error })
      }
    }
    void ask()
    return () => controller.abort()
  }, [client, kinds, attempt])
  const again = () => {
    setAsked(asking)
    setAttempt(attempt + 1)
  }
  return { ...asked, again }
}
