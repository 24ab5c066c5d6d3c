import type { TFunction } from 'i18next'
import { Copy, Pencil, Trash2, Undo2 } from 'lucide-react'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { binCommands, restoreCommand, restoreFromBin } from '../../actions/bin/bin-actions.ts'
import { copyText } from '../../actions/copy-text.ts'
import type { AppContext } from '../../app-context.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import type { ObjectActions } from '../objects/object-list.ts'
import type { AskAboutBin } from './bin-question.ts'

/** What can be done with containers in the bin. */
export function binListActions(
  app: AppContext,
  ask: AskAboutBin,
  t: TFunction,
): ObjectActions<BinnedContainer> {
  const restore = (items: readonly BinnedContainer[]) => restoreOrAsk(app, ask, items)
  const remove = (items: readonly BinnedContainer[]) =>
    ask({ kind: 'remove', ids: items.map(({ id }) => id) })
  const copy = (items: readonly BinnedContainer[]) => void copyText(items.map(({ name }) => name).join('\n'))
  const removal = (items: readonly BinnedContainer[]) =>
    binCommands().remove({ names: items.map(({ engineName }) => engineName), volumes: false })
  const restoring = (items: readonly BinnedContainer[]) =>
    items.map((item) => restoreCommand(item)).join(' && ')
  return {
    remove,
    copy,
    menu: (items): readonly MenuEntry[] => {
      const [first] = items
      if (!first) return []
      const rename: MenuEntry = {
        kind: 'item',
        id: 'restoreAs',
        label: t('bin.action.restoreAs'),
        icon: Pencil,
        onSelect: () => ask({ kind: 'restore', id: first.id }),
      }
      return [
        {
          kind: 'item',
          id: 'restore',
          label: t('bin.action.restore'),
          icon: Undo2,
          command: restoring(items),
          onSelect: () => restore(items),
        },
        ...(items.length === 1 ? [rename] : []),
        {
          kind: 'item',
          id: 'copy',
          label: t('bin.action.copyName'),
          icon: Copy,
          onSelect: () => copy(items),
        },
        { kind: 'separator', id: 'end' },
        {
          kind: 'item',
          id: 'remove',
          label: t('bin.action.remove'),
          icon: Trash2,
          shortcut: 'Delete',
          danger: true,
          command: removal(items),
          onSelect: () => remove(items),
        },
      ]
    },
    bulk: (items) => [
      {
        id: 'restore',
        label: t('bin.action.restore'),
        icon: Undo2,
        count: items.length,
        command: restoring(items),
        onSelect: () => restore(items),
      },
      {
        id: 'remove',
        label: t('bin.action.remove'),
        icon: Trash2,
        count: items.length,
        command: removal(items),
        isDestructive: true,
        onSelect: () => remove(items),
      },
    ],
  }
}

/** One whose name is taken by now is asked about, because it needs another. */
export function restoreOrAsk(app: AppContext, ask: AskAboutBin, items: readonly BinnedContainer[]): void {
  const [first] = items
  const isTaken = [...app.containers.all()].some(({ name }) => name === first?.name)
  if (first && items.length === 1 && isTaken) ask({ kind: 'restore', id: first.id })
  else void restoreFromBin(app, items)
}
