import { useCallback, useEffect, useRef, useState } from 'react'
import { isCancelled } from '../../../shared/errors.ts'
import type { HostPorts } from '../../../shared/ports.ts'
import { useApp } from '../../app-context.ts'

/** Programs come and go without a word: the host is looked at again after this time while the pane is on screen. */
const againMs = 10_000
/** A container that starts binds its ports one after the other. */
const settleMs = 400

type HostPortsReading = {
  /** Null until the first answer. */
  readonly host: HostPorts | null
  readonly error: unknown
  readonly look: () => void
}

/** What listens on the engine's host, looked at again whenever a container comes, goes or changes its ports. */
export function useHostPorts(containersVersion: string): HostPortsReading {
  const { client } = useApp()
  const [host, setHost] = useState<HostPorts | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  const hasRead = useRef(false)
  useEffect(() => {
    const controller = new AbortController()
    const read = async () => {
      try {
        setHost(await client().call('ports.list', {}, controller.signal))
        setError(null)
      } catch (reason) {
        if (!isCancelled(reason)) setError(reason)
      }
    }
    const first = setTimeout(() => void read(), hasRead.current ? settleMs : 0)
    hasRead.current = true
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void read()
    }, againMs)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
      controller.abort()
    }
    // The containers and the round stand for a reason to look again.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [client, round, containersVersion])
  const look = useCallback(() => setRound((before) => before + 1), [])
  return { host, error, look }
}
