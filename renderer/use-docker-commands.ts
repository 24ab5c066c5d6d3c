import { useMemo } from 'react'
import { type DockerCommands, dockerCommandsFor } from '../shared/docker-command.ts'
import { useEngineStatus } from './store/engine-store.ts'

/** The docker commands for the engine in use: with `--host` or `--context` where the command would need it. */
export function useDockerCommands(): DockerCommands {
  const { endpoint } = useEngineStatus()
  return useMemo(() => dockerCommandsFor(endpoint), [endpoint])
}
