import type { Volume } from '../../../shared/volume.ts'

const projectLabels = ['com.docker.compose.project', 'io.podman.compose.project']

/** The Compose project that made the volume, null when none did. */
export function composeProjectOf({ labels }: Volume): string | null {
  for (const label of projectLabels) if (Object.hasOwn(labels, label)) return labels[label] || null
  return null
}
