import type { Image } from '../shared/image.ts'
import { shortId } from './format.ts'

/** A reference as `repository` and what follows it: `:tag` or `@sha256:…` cut short. */
export function splitName(reference: string): { readonly repository: string; readonly rest: string } {
  const at = reference.indexOf('@')
  if (at !== -1) {
    return { repository: reference.slice(0, at), rest: `@${shortId(reference.slice(at + 1))}` }
  }
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1)
  return colon === -1
    ? { repository: reference, rest: '' }
    : { repository: reference.slice(0, colon), rest: reference.slice(colon) }
}

/** What an image is called: its first tag, else the repository it was pulled from, else its short id. */
export function imageName({ id, tags, digests }: Pick<Image, 'id' | 'tags' | 'digests'>): string {
  return tags[0] ?? digests[0] ?? shortId(id)
}

/** What the docker command knows it by: a name that stands for this image alone. */
export function imageReference(image: Pick<Image, 'id' | 'tags' | 'digests'>): string {
  return image.tags[0] ?? image.digests[0] ?? image.id
}
