import '../../i18n/pane-words.ts'
import { Copy, Eraser, Plus, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { copyText } from '../../actions/copy-text.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { openVolumeDialog } from '../../actions/volumes/volume-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { navigate } from '../../router.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { volumeSizes } from '../../store/measurements.ts'
import { useVolumesView } from '../../store/volumes-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useRecalled } from '../../use-recalled.ts'
import type { ObjectActions } from '../objects/object-list.ts'
import { ObjectsPane } from '../objects/objects-pane.tsx'
import { useVolumeRows } from './use-volume-rows.ts'
import { volumeListKind } from './volume-list.tsx'
import { volumeMenu } from './volume-menu.ts'
import { VolumePanel } from './volume-panel.tsx'
import type { VolumeRow } from './volume-rows.ts'
import { VolumeSizesBar } from './volume-sizes-bar.tsx'

/** Every volume of the engine: the list, what it holds, and what is known of the current one. */
export function VolumesPane({ name }: { readonly name: string | null }) {
  const { t } = useTranslation()
  const { volumes } = useApp()
  const freshness = useSyncExternalStore(volumes.subscribe, () => volumes.freshness)
  const rows = useVolumeRows()
  const kind = useMemo(() => volumeListKind(t), [t])
  const actions = useVolumeListActions()
  const commands = useVolumeCommands()
  const panelName = useVolumesView((view) => view.panelId)
  const follow = useCallback((id: string | null) => navigate({ pane: 'volumes', name: id }, 'replace'), [])
  const isUnused = useVolumesView((view) => view.scope === 'unused')
  useViewCommand(panelName === null ? commands.list({ isUnused }) : commands.inspect(panelName))
  useRecalled(volumeSizes)
  return (
    <ObjectsPane
      view={useVolumesView}
      kind={kind}
      title={t('volumes.list')}
      items={rows}
      freshness={freshness}
      actions={actions}
      tools={rows.length > 0 && <Tools />}
      legend={<VolumeSizesBar rows={rows} />}
      firstUse={<FirstUse />}
      routeId={name}
      onRoute={follow}
      Panel={VolumePanel}
    />
  )
}

function useVolumeCommands() {
  const { endpoint } = useEngineStatus()
  return useMemo(() => volumeCommandsFor(endpoint), [endpoint])
}

function Tools() {
  const { t } = useTranslation()
  return (
    <>
      <Button icon={Eraser} onClick={() => openPruneDialog(['volume'])}>
        {t('volumes.cleanUp')}
      </Button>
      <Button variant="primary" icon={Plus} onClick={() => openVolumeDialog({ kind: 'new' })}>
        {t('volumes.create')}
      </Button>
    </>
  )
}

function FirstUse() {
  const { t } = useTranslation()
  return (
    <EmptyState
      size="lg"
      title={t('volumes.firstTitle')}
      text={t('volumes.firstText')}
      actions={
        <Button variant="primary" icon={Plus} onClick={() => openVolumeDialog({ kind: 'new' })}>
          {t('volumes.create')}
        </Button>
      }
    />
  )
}

function useVolumeListActions(): ObjectActions<VolumeRow> {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  return useMemo(() => {
    const commands = volumeCommandsFor(endpoint)
    const namesOf = (rows: readonly VolumeRow[]) => rows.map((row) => row.name)
    const remove = (rows: readonly VolumeRow[]) => openVolumeDialog({ kind: 'delete', names: namesOf(rows) })
    const copyNames = (rows: readonly VolumeRow[]) => void copyText(namesOf(rows).join('\n'))
    return {
      remove,
      copy: copyNames,
      menu: (rows) => volumeMenu(rows, endpoint, t),
      bulk: (rows) => [
        {
          id: 'copy',
          label: t('volumes.action.copyName'),
          icon: Copy,
          count: rows.length,
          onSelect: () => copyNames(rows),
        },
        {
          id: 'delete',
          label: t('volumes.action.delete'),
          icon: Trash2,
          count: rows.filter((row) => row.users.length === 0).length,
          command: commands.remove(namesOf(rows)),
          isDestructive: true,
          onSelect: () => remove(rows),
        },
      ],
    }
  }, [t, endpoint])
}
