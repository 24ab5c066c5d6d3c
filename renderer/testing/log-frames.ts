import type { LogStore } from '../streams/log-store.ts'

/** Looks at a log as the page does, with rows of one height, until `stop`; tells the texts that are drawn. */
export function look(store: LogStore) {
  const stop = store.frames.subscribe(() => {
    const { first, rows } = store.frames.current()
    store.frames.viewport.settle(
      first,
      rows.map(() => 20),
    )
  })
  const texts = () => store.frames.current().rows.map(({ row }) => row?.text ?? null)
  return { stop, texts }
}
