import type { BinnedContainer } from '../shared/bin.ts'
import type { binCalls, binStreams } from '../shared/bin-contract.ts'
import type { Handlers } from '../shared/contract.ts'
import type { Bin } from './bin/bin.ts'
import type { Inventory } from './inventory.ts'

type BinHandlers = {
  readonly calls: Pick<Handlers['calls'], keyof typeof binCalls>
  readonly streams: Pick<Handlers['streams'], keyof typeof binStreams>
}

/** Binds the rows about the bin to the parts that do them. */
export function binHandlers(bin: Bin, inventory: Inventory<BinnedContainer>): BinHandlers {
  return {
    calls: {
      'bin.keep': bin.keep,
      'bin.restore': bin.restore,
      'bin.remove': bin.remove,
      'bin.contents': bin.contents,
    },
    streams: { 'bin.feed': (_, signal) => inventory.feed(signal) },
  }
}
