/** Runs `work` for every item, at most `limit` at once; answers in the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>()
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      results.set(index, await work(items[index] as T))
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return items.map((_, index) => results.get(index) as R)
}
