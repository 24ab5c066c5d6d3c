import { useEffect, useMemo, useState } from 'react'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { isCancelled } from '../../../../shared/errors.ts'
import type { LogsParams } from '../../../../shared/logs.ts'
import type { Client } from '../../../../shared/rpc-client.ts'
import { stopFactsOf } from '../../../../shared/stop-facts.ts'
import { type StopReport, whyStopped } from '../../../../shared/why-stopped.ts'
import { useApp } from '../../../app-context.ts'
import { useStartRefusal } from '../../../store/start-refusals.ts'
import { readLastLines } from '../../../streams/last-output.ts'

/** Programs say why they end in their last words; a stack of calls may follow. */
const lineCount = 60

const runningStates: ReadonlySet<string> = new Set(['running', 'paused', 'removing'])

/** Why this container does not run, as far as rules can tell. `main` is null for one that runs. */
export function useStopReport(container: Container, details: ContainerDetails): StopReport {
  const refusal = useStartRefusal(container)
  const isDown = !runningStates.has(container.state)
  const lines = useLastLines(container, isDown)
  const { wasStoppedHere } = container
  return useMemo(() => {
    const context = { wasStoppedHere, refusal, lastLines: lines }
    return whyStopped(stopFactsOf(JSON.parse(details.raw), context))
  }, [details.raw, wasStoppedHere, refusal, lines])
}

const none: readonly string[] = []

/** The end of the log of a container that does not run. */
function useLastLines(container: Container, isWanted: boolean): readonly string[] {
  const { client } = useApp()
  const [known, setKnown] = useState({ key: '', lines: none })
  const key = `${container.id} ${container.runtime?.finishedAtMs ?? ''}`
  useEffect(() => {
    // One reading for each end.
    if (!isWanted) return
    const abort = new AbortController()
    void readEnd(client(), container.id, abort.signal).then((lines) => {
      if (!abort.signal.aborted) setKnown({ key, lines })
    })
    return () => abort.abort()
  }, [client, container.id, key, isWanted])
  return isWanted && known.key === key ? known.lines : none
}

/** Without a log that can be read there are no lines, and the exit code has to do. */
async function readEnd(client: Client, id: string, signal: AbortSignal): Promise<readonly string[]> {
  const params: LogsParams = { id, tail: lineCount, sinceSeconds: null, follow: false, after: null }
  let lines: readonly string[] = none
  try {
    for await (const batch of client.open('container.logs', params, signal)) {
      lines = [...lines, ...readLastLines(batch, lineCount, 0).map(({ text }) => text)].slice(-lineCount)
    }
  } catch (error) {
    if (!isCancelled(error)) return lines
  }
  return lines
}
