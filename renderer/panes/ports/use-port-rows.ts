import { useMemo, useRef } from 'react'
import type { HostPorts } from '../../../shared/ports.ts'
import { portClaims, portConflicts } from '../../../shared/ports-claims.ts'
import { useApp } from '../../app-context.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { keepRows, type PortRow } from './port-rows.ts'
import { useHostPorts } from './use-host-ports.ts'

type PortRowsReading = Omit<ReturnType<typeof useHostPorts>, 'host'> & {
  readonly rows: readonly PortRow[]
  readonly host: HostPorts | null
}

/** Ports of containers as the page knows them, joined with what the host tells of its own programs. */
export function usePortRows(): PortRowsReading {
  const { containers } = useApp()
  const version = useStoreVersion(containers)
  const signature = useMemo(
    () =>
      portClaims(containers.all(), [])
        .map(({ id, isHeld }) => `${id}${isHeld ? '' : '?'}`)
        .join(),
    // The version stands for what the store holds.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [containers, version],
  )
  const reading = useHostPorts(signature)
  const { host } = reading
  const kept = useRef<readonly PortRow[]>([])
  const rows = useMemo(() => {
    const claims = portClaims(containers.all(), host?.isKnown ? host.listeners : [])
    const conflicts = portConflicts(claims)
    kept.current = keepRows(
      kept.current,
      claims.map((claim) => ({ ...claim, rivals: conflicts.get(claim.id) ?? [] })),
    )
    return kept.current
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [containers, version, host])
  return { ...reading, rows }
}
