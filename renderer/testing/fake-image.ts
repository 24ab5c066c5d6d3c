import type { Image } from '../../shared/image.ts'

let made = 0

/** A tagged image; give only what the test is about. */
export function fakeImage(part: Partial<Image> = {}): Image {
  made += 1
  return {
    id: `sha256:${made.toString(16).padStart(64, '0')}`,
    tags: [`image-${made}:1`],
    digests: [],
    createdAtMs: 1_799_999_000_000,
    sizeBytes: 48_200_000,
    platform: 'linux/amd64',
    aliasIds: [],
    labels: {},
    ...part,
  }
}
