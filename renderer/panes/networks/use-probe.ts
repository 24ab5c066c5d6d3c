import { useEffect, useRef, useState } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import type { ProbeReport } from '../../../shared/network.ts'
import { useApp } from '../../app-context.ts'

/** What stands in the fields of the reachability test, as typed. */
export type Wish = {
  readonly source: string
  readonly target: string
  readonly port: string
  readonly host: string
}

type Finished = {
  readonly report: ProbeReport
  readonly source: string
  readonly target: string
  readonly port: number
}

type Probe = {
  readonly finished: Finished | null
  readonly error: unknown
  /** Null while none is under way. */
  readonly stop: (() => void) | null
  readonly run: (wish: Wish, nameOf: (id: string) => string) => Promise<void>
}

/** One test at a time; leaving the dialog ends it. */
export function useProbe(): Probe {
  const { client } = useApp()
  const [finished, setFinished] = useState<Finished | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [running, setRunning] = useState<AbortController | null>(null)
  const life = useRef<AbortController | null>(null)
  useEffect(() => () => life.current?.abort(), [])
  const run: Probe['run'] = async ({ source, target, port, host }, nameOf) => {
    if (running) return
    const controller = new AbortController()
    life.current = controller
    setRunning(controller)
    setFinished(null)
    setError(null)
    const params = { sourceId: source, targetId: target, port: Number(port), host: host.trim() || null }
    try {
      const report = await client().call('network.probe', params, controller.signal)
      setFinished({ report, source: nameOf(source), target: nameOf(target), port: params.port })
    } catch (reason) {
      if (!isCancelled(reason)) setError(reason)
    }
    setRunning(null)
  }
  return { finished, error, stop: running ? () => running.abort() : null, run }
}
