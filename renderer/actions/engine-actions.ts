import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EndpointCandidate, HostInfo } from '../../shared/engine.ts'
import { isCancelled } from '../../shared/errors.ts'
import { useApp } from '../app-context.ts'
import { describeError } from '../messages.ts'
import { notify } from '../store/notices.ts'

export type Endpoints = {
  /** Null until the host has answered. */
  readonly endpoints: readonly EndpointCandidate[] | null
  readonly refresh: () => void
}

/** The connections of this computer, asked for while `isWanted`; each time anew, because engines come and go. */
export function useEndpoints(isWanted: boolean): Endpoints {
  const { client } = useApp()
  const { t } = useTranslation()
  const [endpoints, setEndpoints] = useState<readonly EndpointCandidate[] | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!isWanted) return
    // Read so that another round asks again.
    void round
    const controller = new AbortController()
    client()
      .call('engine.endpoints', {}, controller.signal)
      .then(setEndpoints, (error: unknown) => {
        if (!isCancelled(error)) notify({ tone: 'failed', ...describeError(error, t) })
      })
    return () => controller.abort()
  }, [client, isWanted, round, t])
  return { endpoints, refresh: useCallback(() => setRound((last) => last + 1), []) }
}

export type EngineActions = {
  /** Uses another engine, by its address. */
  readonly choose: (host: string) => void
  /** Looks for the engine at once. */
  readonly retry: () => void
  readonly isRetrying: boolean
}

export function useEngineActions(): EngineActions {
  const { client } = useApp()
  const { t } = useTranslation()
  const [isRetrying, setIsRetrying] = useState(false)
  const report = (error: unknown) => {
    if (!isCancelled(error)) notify({ tone: 'failed', ...describeError(error, t) })
  }
  const choose = (host: string) => {
    client().call('engine.use', { host }).catch(report)
  }
  const retry = () => {
    setIsRetrying(true)
    client()
      .call('engine.retry', {})
      .catch(report)
      .finally(() => setIsRetrying(false))
      .catch(report)
  }
  return { choose, retry, isRetrying }
}

/** About the process that serves this page; null until it has answered. */
export function useHostInfo(): HostInfo | null {
  const { client } = useApp()
  const [info, setInfo] = useState<HostInfo | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    client()
      .call('host.info', {}, controller.signal)
      .then(setInfo, () => setInfo(null))
    return () => controller.abort()
  }, [client])
  return info
}
