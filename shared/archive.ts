import * as z from 'zod/mini'
import { sinkParams, sourceParams } from './transfer.ts'

const reference = z.string().check(z.minLength(1), z.maxLength(600), z.regex(/^[\w][\w.\-/:@[\]]*$/))
/** `linux/arm64` or `linux/arm/v7`; null for the engine's own, or for all that it has. */
const platform = z.nullable(
  z.string().check(z.maxLength(200), z.regex(/^[a-z0-9_]+\/[a-z0-9_]+(\/[a-z0-9_.]+)?$/)),
)

export const saveImagesParams = z.strictObject({
  /** References or ids; a reference keeps its name in the file. */
  references: z.array(reference).check(z.minLength(1), z.maxLength(1_000)),
  platform,
  sink: sinkParams,
})
export type SaveImagesParams = z.infer<typeof saveImagesParams>

export const loadImageParams = z.strictObject({ platform, source: sourceParams })
export type LoadImageParams = z.infer<typeof loadImageParams>

export const importImageParams = z.strictObject({
  source: sourceParams,
  /** Name and tag of the new image; null leaves it without. */
  reference: z.nullable(reference),
  /** Dockerfile instructions that set its configuration, e.g. `CMD ["sh"]`. */
  changes: z.array(z.string().check(z.minLength(1), z.maxLength(4_096))).check(z.maxLength(100)),
  message: z.string().check(z.maxLength(4_096)),
  platform,
})
export type ImportImageParams = z.infer<typeof importImageParams>

export const exportContainerParams = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(256), z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/)),
  sink: sinkParams,
})
export type ExportContainerParams = z.infer<typeof exportContainerParams>
