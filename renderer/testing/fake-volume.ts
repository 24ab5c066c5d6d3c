import type { Volume } from '../../shared/volume.ts'

/** A volume that people made; give only what the test is about. */
export function fakeVolume(name: string, part: Partial<Volume> = {}): Volume {
  return {
    id: name,
    name,
    driver: 'local',
    scope: 'local',
    mountpoint: `/var/lib/docker/volumes/${name}/_data`,
    createdAtMs: 1_799_999_000_000,
    labels: {},
    options: {},
    isAnonymous: false,
    ...part,
  }
}
