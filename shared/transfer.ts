import * as z from 'zod/mini'

const maxNameLength = 255

/** A name without a folder: what a browser offers to save under. */
const fileName = z.string().check(
  z.minLength(1),
  z.maxLength(maxNameLength),
  z.refine((name) => !/[/\\\p{Cc}]/u.test(name), 'no file name'),
)
const path = z.string().check(
  z.minLength(1),
  z.maxLength(4_096),
  z.refine((value) => !value.includes('\0'), 'no path'),
)

/**
 * Where bytes from the engine go: to the person's browser as a download, or into a file that the host writes
 * itself. The latter is for the desktop shell, whose save dialog chose the path.
 */
export const sinkParams = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('browser'), fileName }),
  z.strictObject({ kind: z.literal('path'), path }),
])
export type Sink = z.infer<typeof sinkParams>

/** An address that the page chose itself: 256 random bits. */
export const offerParams = {
  fileName,
  token: z.string().check(z.regex(/^[\w-]{43}$/)),
}

/** Where bytes for the engine come from: sent by the browser, or read by the host from a file. */
export const sourceParams = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('browser'),
    fileName,
    /** Null when the browser does not tell. */
    sizeBytes: z.nullable(z.number().check(z.int(), z.gte(0))),
  }),
  z.strictObject({ kind: z.literal('path'), path }),
])
export type Source = z.infer<typeof sourceParams>
