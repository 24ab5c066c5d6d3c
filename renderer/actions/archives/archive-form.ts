import type { Image } from '../../../shared/image.ts'
import { shortId } from '../../format.ts'

const platformName = /^[a-z0-9_]+\/[a-z0-9_]+(\/[a-z0-9_.]+)?$/
/** From then on an engine can save and load one platform of an image. */
const onePlatformApi = [1, 48] as const

/** One thing that a file of images may hold. */
export type SavedReference = { readonly id: string; readonly label: string; readonly isUntagged: boolean }

/** What these images are called, in their order; an image without a tag goes by its id. */
export function savedReferences(images: readonly Image[]): readonly SavedReference[] {
  return images.flatMap(({ id, tags }): readonly SavedReference[] =>
    tags.length === 0
      ? [{ id, label: shortId(id), isUntagged: true }]
      : tags.map((tag) => ({ id: tag, label: tag, isUntagged: false })),
  )
}

/** A name for the file: that of the only image, or one for several. */
export function defaultFileName(references: readonly SavedReference[]): string {
  const [first, second] = references
  if (!first || second) return 'images.tar'
  return `${first.label.replaceAll(/[^\w.-]+/g, '-')}.tar`
}

export function isFileName(name: string): boolean {
  return name.trim() !== '' && name.length <= 255 && !/[/\\\p{Cc}]/u.test(name)
}

/** True for an empty text too, which means no choice. */
export function isPlatform(text: string): boolean {
  return text === '' || platformName.test(text)
}

export function canChoosePlatform(apiVersion: string | null): boolean {
  const [major = 0, minor = 0] = (apiVersion ?? '').split('.').map(Number)
  return major > onePlatformApi[0] || (major === onePlatformApi[0] && minor >= onePlatformApi[1])
}

/** The lines that say something. */
export function changesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
