import type { TFunction } from 'i18next'
import { Copy, Pencil, Trash2, Undo2 } from 'lucide-react'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { binCommands, restoreCommand, restoreFromBin } from '../../actions/bin/bin-actions.ts'
import { copyText } from '../../actions/copy-text.ts'
import type { AppContext } from '../../app-context.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import type { ObjectActions } from '../objects/object-list.ts'
import type { AskAboutBin } from './bin-question.ts'

type Items = readonly BinnedContainer[]

/** What can be done with containers in the bin. */
export function binListActions(
  app: AppContext,
  ask: AskAboutBin,
  t: TFunction,
): ObjectActions<BinnedContainer> {
  const remove = (items: Items) => ask({ kind: 'remove', ids: items.map(({ id }) => id) })
  return {
    remove,
    copy: copyNames,
    menu: (items) => menuOf(items, app, ask, t),
    bulk: (items) => [
      {
        id: 'restore',
        label: t('bin.action.restore'),
        icon: Undo2,
        count: items.length,
        command: restoring(items),
        onSelect: () => restoreOrAsk(app, ask, items),
      },
      {
        id: 'remove',
        label: t('bin.action.remove'),
        icon: Trash2,
        count: items.length,
        command: removing(items),
        isDestructive: true,
        onSelect: () => remove(items),
      },
    ],
  }
}

function menuOf(items: Items, app: AppContext, ask: AskAboutBin, t: TFunction): readonly MenuEntry[] {
  const [first] = items
  if (!first) return []
  const restoreAs: MenuEntry = {
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
      onSelect: () => restoreOrAsk(app, ask, items),
    },
    ...(items.length === 1 ? [restoreAs] : []),
    {
      kind: 'item',
      id: 'copy',
      label: t('bin.action.copyName'),
      icon: Copy,
      onSelect: () => copyNames(items),
    },
    { kind: 'separator', id: 'end' },
    {
      kind: 'item',
      id: 'remove',
      label: t('bin.action.remove'),
      icon: Trash2,
      shortcut: 'Delete',
      danger: true,
      command: removing(items),
      onSelect: () => ask({ kind: 'remove', ids: items.map(({ id }) => id) }),
    },
  ]
}

function copyNames(items: Items): void {
  void copyText(items.map(({ name }) => name).join('\n'))
}

function restoring(items: Items): string {
  return items.map((item) => restoreCommand(item)).join(' && ')
}

function removing(items: Items): string {
  return binCommands().remove({ names: items.map(({ engineName }) => engineName), volumes: false })
}

/** One whose name is taken by now is asked about, because it needs another. */
export function restoreOrAsk(app: AppContext, ask: AskAboutBin, items: Items): void {
  const [first] = items
  const isTaken = [...app.containers.all()].some(({ name }) => name === first?.name)
  if (first && items.length === 1 && isTaken) ask({ kind: 'restore', id: first.id })
  else void restoreFromBin(app, items)
}
