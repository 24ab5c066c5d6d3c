import { useMemo } from 'react'
import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import { useStoreVersion } from '../../store/entity-store.ts'

/** The containers whose logs are merged, by name: of a project those that there are now, otherwise the chosen ones. */
export function useMembers(project: string | null, ids: readonly string[]): readonly Container[] {
  const { containers } = useApp()
  const version = useStoreVersion(containers)
  // oxlint-disable-next-line react/exhaustive-deps -- the version stands for what is in the store
  return useMemo(() => {
    const all =
      project === null
        ? ids.map((id) => containers.get(id)).filter((container) => container !== undefined)
        : [...containers.all()].filter(({ compose }) => compose?.project === project)
    return all.toSorted((a, b) => a.name.localeCompare(b.name))
  }, [containers, version, project, ids])
}
