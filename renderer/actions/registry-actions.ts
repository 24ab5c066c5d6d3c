import i18next from 'i18next'
import { useCallback, useEffect, useState } from 'react'
import type { RegistryCommands } from '../../shared/docker-command-registry.ts'
import { registryCommandsFor } from '../../shared/docker-command-registry.ts'
import { isCancelled } from '../../shared/errors.ts'
import type { RegistryAccounts, RegistrySettings } from '../../shared/registry.ts'
import type { AppContext } from '../app-context.ts'
import { useApp } from '../app-context.ts'
import { describeError } from '../messages.ts'
import { registryName } from '../registry-name.ts'
import { recordCommand } from '../store/companion.ts'
import { useEngineStatus, useEngineStore } from '../store/engine-store.ts'
import { notify } from '../store/notices.ts'

/** The docker commands about registries for the engine in use. */
export function useRegistryCommands(): RegistryCommands {
  return registryCommandsFor(useEngineStatus().endpoint)
}

function commands(): RegistryCommands {
  return registryCommandsFor(useEngineStore.getState().status.endpoint)
}

/** A question to the host, asked anew when `refresh` is called. */
export type Asked<T> = {
  /** Null until it was answered. */
  readonly value: T | null
  readonly error: unknown
  readonly refresh: () => void
}

/** Asks once for each `question`, which must keep its identity. */
export function useAsked<T>(question: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [answer, setAnswer] = useState<{ value: T | null; error: unknown }>({ value: null, error: null })
  const [round, setRound] = useState(0)
  useEffect(() => {
    // Read so that another round asks again.
    void round
    const controller = new AbortController()
    question(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setAnswer({ value, error: null })
      },
      (error: unknown) => {
        if (!controller.signal.aborted && !isCancelled(error)) setAnswer({ value: null, error })
      },
    )
    return () => controller.abort()
  }, [question, round])
  return { ...answer, refresh: useCallback(() => setRound((last) => last + 1), []) }
}

/** Who is signed in where. */
export function useAccounts(): Asked<RegistryAccounts> {
  const { client } = useApp()
  return useAsked(
    useCallback((signal: AbortSignal) => client().call('registry.accounts', {}, signal), [client]),
  )
}

/** What the engine knows about registries. */
export function useRegistrySettings(): Asked<RegistrySettings> {
  const { client } = useApp()
  return useAsked(
    useCallback((signal: AbortSignal) => client().call('registry.settings', {}, signal), [client]),
  )
}

/** Signs out and tells how it went. Returns whether it worked. */
export async function signOut(app: AppContext, registry: string): Promise<boolean> {
  const command = commands().logout(registry)
  try {
    await app.client().call('registry.signOut', { registry })
    recordCommand({ command, result: 'ok', atMs: Date.now() })
    notify({
      tone: 'done',
      title: i18next.t('registries.signedOut', { registry: registryName(registry, i18next.t) }),
    })
    return true
  } catch (error) {
    recordCommand({ command, result: 'failed', atMs: Date.now() })
    if (!isCancelled(error)) notify({ tone: 'failed', ...describeError(error, i18next.t) })
    return false
  }
}
