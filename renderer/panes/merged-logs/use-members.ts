import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import { useStoreVersion } from '../../store/entity-store.ts'

/** The containers whose logs are merged, by name: of a project those that there are now, otherwise the chosen ones. */
export function useMembers(project: string | null, ids: readonly string[]): readonly Container[] {
  const { containers } = useApp()
  useStoreVersion(containers)
  const all =
    project === null
      ? ids.map((id) => containers.get(id)).filter((container) => container !== undefined)
      : [...containers.all()].filter(({ compose }) => compose?.project === project)
  return all.toSorted((a, b) => a.name.localeCompare(b.name))
}
