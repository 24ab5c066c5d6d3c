import type { TFunction } from 'i18next'
import { Archive, Copy, CopyPlus, Eraser, Folder, PackageOpen, SquareTerminal, Trash2 } from 'lucide-react'
import { fileCommandsFor } from '../../../shared/docker-command-files.ts'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import type { Endpoint } from '../../../shared/engine.ts'
import { copyText } from '../../actions/copy-text.ts'
import {
  openVolumeClone,
  openVolumeEmpty,
  openVolumeExport,
  openVolumeImport,
} from '../../actions/volume-work/volume-work-store.ts'
import { backUpName } from '../../actions/volumes/back-up.ts'
import { openVolumeDialog } from '../../actions/volumes/volume-dialog-store.ts'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import type { VolumeRow } from './volume-rows.ts'

type Place = Pick<VolumeRow, 'name' | 'mountpoint'>

/** What can be done with these volumes: more with a single one. */
export function volumeMenu(
  rows: readonly Place[],
  endpoint: Endpoint | null,
  t: TFunction,
): readonly MenuEntry[] {
  const [first] = rows
  if (!first) return []
  const names = rows.map((row) => row.name)
  return [
    ...(rows.length === 1 ? workEntries(first.name, endpoint, t) : []),
    {
      kind: 'item',
      id: 'copy',
      label: t('volumes.action.copyName'),
      icon: Copy,
      onSelect: () => void copyText(names.join('\n')),
    },
    ...(rows.length === 1 ? copyEntries(first, endpoint, t) : []),
    { kind: 'separator', id: 'end' },
    {
      kind: 'item',
      id: 'delete',
      label: t('volumes.action.delete'),
      icon: Trash2,
      shortcut: 'Delete',
      danger: true,
      command: volumeCommandsFor(endpoint).remove(names),
      onSelect: () => openVolumeDialog({ kind: 'delete', names }),
    },
  ]
}

function workEntries(name: string, endpoint: Endpoint | null, t: TFunction): readonly MenuEntry[] {
  const { backUp, clone } = workCommands(name, endpoint)
  return [
    {
      kind: 'item',
      id: 'backUp',
      label: t('volumes.action.backUp'),
      icon: Archive,
      command: backUp,
      onSelect: () => openVolumeExport(name),
    },
    {
      kind: 'item',
      id: 'clone',
      label: t('volumes.action.clone'),
      icon: CopyPlus,
      command: clone,
      onSelect: () => openVolumeClone(name),
    },
    {
      kind: 'item',
      id: 'import',
      label: t('volumes.action.import'),
      icon: PackageOpen,
      onSelect: () => openVolumeImport(name),
    },
    {
      kind: 'item',
      id: 'empty',
      label: t('volumes.action.empty'),
      icon: Eraser,
      command: fileCommandsFor(endpoint).empty({ volume: name }),
      onSelect: () => openVolumeEmpty(name),
    },
    { kind: 'separator', id: 'work' },
  ]
}

/** The commands of the two buttons that stand beside the menu. */
export function workCommands(
  volume: string,
  endpoint: Endpoint | null,
): { readonly backUp: string; readonly clone: string } {
  const commands = fileCommandsFor(endpoint)
  return {
    backUp: commands.export({ volume, file: backUpName(volume, Date.now()), compress: true }),
    clone: commands.clone({ volume, newName: `${volume}-2` }),
  }
}

function copyEntries(
  { name, mountpoint }: Place,
  endpoint: Endpoint | null,
  t: TFunction,
): readonly MenuEntry[] {
  const command: MenuEntry = {
    kind: 'item',
    id: 'command',
    label: t('volumes.action.copyCommand'),
    icon: SquareTerminal,
    onSelect: () => void copyText(volumeCommandsFor(endpoint).inspect(name)),
  }
  if (mountpoint === '') return [command]
  const folder: MenuEntry = {
    kind: 'item',
    id: 'folder',
    label: t('volumes.action.copyMountpoint'),
    icon: Folder,
    onSelect: () => void copyText(mountpoint),
  }
  return [folder, command]
}
