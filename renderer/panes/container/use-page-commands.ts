import { useMemo } from 'react'
import { type ContainerCommands, containerCommandsFor } from '../../../shared/docker-command-container.ts'
import { useEngineStatus } from '../../store/engine-store.ts'

/** The docker commands that only this page stands for, for the engine in use. */
export function usePageCommands(): ContainerCommands {
  const { endpoint } = useEngineStatus()
  return useMemo(() => containerCommandsFor(endpoint), [endpoint])
}
