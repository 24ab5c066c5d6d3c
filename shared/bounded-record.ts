import * as z from 'zod/mini'

/** More labels or options than any object has. */
const mostEntries = 10_000

/** Names with values, as many as a person may want: what a page sends is bounded in number as well as in length. */
export function boundedRecord<V>(name: z.ZodMiniType<string, string>, value: z.ZodMiniType<V>) {
  return z
    .record(name, value)
    .check(
      z.refine((record) => Object.keys(record).length <= mostEntries, `more than ${mostEntries} entries`),
    )
}
