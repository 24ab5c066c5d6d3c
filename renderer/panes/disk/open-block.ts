import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { navigate } from '../../router.ts'
import type { BlockTarget } from './disk-blocks.ts'

/** Where a block leads: to the object, to the list it is in, or to what can be cleaned up. */
export function openBlock(target: BlockTarget): void {
  switch (target.kind) {
    case 'image':
      return navigate({ pane: 'images', id: target.id })
    case 'container':
      return navigate({ pane: 'container', id: target.id, tab: 'logs' })
    case 'volume':
      return navigate({ pane: 'volumes', name: target.name })
    case 'images':
      return navigate({ pane: 'images', id: null })
    case 'containers':
      return navigate({ pane: 'containers', project: null })
    case 'volumes':
      return navigate({ pane: 'volumes', name: null })
    case 'cache':
      return openPruneDialog(['build-cache'])
  }
}
