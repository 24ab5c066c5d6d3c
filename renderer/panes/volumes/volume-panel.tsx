import { Archive, CopyPlus, Database, Ellipsis, Trash2, X } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { openVolumeClone, openVolumeExport } from '../../actions/volume-work/volume-work-store.ts'
import { isLocalFolder } from '../../actions/volumes/use-volume-contents.ts'
import { openVolumeDialog } from '../../actions/volumes/volume-dialog-store.ts'
import { formatAgo, formatDecimalBytes, shortId } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useVolumeTab, type VolumeTab } from '../../store/volumes-view.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { FileBrowser } from '../files/file-browser.tsx'
import head from '../objects/panel-head.module.css'
import { VolumeDetailsTab } from './volume-details-tab.tsx'
import { volumeMenu, workCommands } from './volume-menu.ts'
import styles from './volume-panel.module.css'
import type { VolumeRow } from './volume-rows.ts'
import { VolumeUsedByTab } from './volume-used-by-tab.tsx'

type VolumePanelProps = { readonly item: VolumeRow; readonly onClose: () => void }

/** One volume: what is in it, who uses it, how it was made. */
export function VolumePanel({ item, onClose }: VolumePanelProps) {
  const { t } = useTranslation()
  const chosen = useVolumeTab((state) => state.tab)
  // Looking into a share waits for its server: only who asks for it does.
  const tab = chosen ?? (isLocalFolder(item) ? 'files' : 'used-by')
  const tabs = [
    { id: 'files', label: t('volumes.panel.files') },
    { id: 'used-by', label: t('volumes.panel.usedBy'), count: item.users.length },
    { id: 'details', label: t('volumes.panel.details') },
  ] as const
  return (
    <>
      <header className={head['header']}>
        <div className={head['title']}>
          <Database aria-hidden className={item.users.length > 0 ? styles['used'] : styles['idle']} />
          <h2 className={head['name']} title={item.name}>
            <bdi>{item.isAnonymous ? `${shortId(item.name)}…` : item.name}</bdi>
          </h2>
          <IconButton label={t('objects.closePanel')} icon={X} shortcut="Esc" onClick={onClose} />
        </div>
        <StateLine row={item} />
        <Actions row={item} />
        <div className={styles['tabs']}>
          <Tabs
            label={t('volumes.panel.tabs')}
            value={tab}
            onChange={(next) => useVolumeTab.setState({ tab: next })}
            tabs={tabs}
          />
        </div>
      </header>
      <Panel id={tab}>
        <Tab id={tab} item={item} />
      </Panel>
    </>
  )
}

function Tab({ id, item }: { readonly id: VolumeTab; readonly item: VolumeRow }) {
  const { name } = item
  if (id === 'files') return <VolumeFiles key={name} name={name} />
  return id === 'used-by' ? <VolumeUsedByTab name={name} /> : <VolumeDetailsTab volume={item} />
}

function VolumeFiles({ name }: { readonly name: string }) {
  const place = useMemo(() => ({ location: { kind: 'volume', name }, name, life: 'volume' }) as const, [name])
  return <FileBrowser place={place} />
}

function Panel({ id, children }: { readonly id: VolumeTab; readonly children: ReactNode }) {
  return (
    <div
      role="tabpanel"
      id={`panel-${id}`}
      aria-labelledby={`tab-${id}`}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
      tabIndex={0}
      className={styles['body']}
    >
      {children}
    </div>
  )
}

function StateLine({ row }: { readonly row: VolumeRow }) {
  const { t } = useTranslation()
  const nowMs = useNow(30_000)
  return (
    <p className={styles['state']}>
      {row.bytes !== null && <span>{formatDecimalBytes(row.bytes)}</span>}
      <span>{t('volumes.panel.driver', { driver: row.driver })}</span>
      {row.createdAtMs !== null && (
        <span>{t('volumes.panel.created', { when: formatAgo(row.createdAtMs, nowMs) })}</span>
      )}
    </p>
  )
}

function Actions({ row }: { readonly row: VolumeRow }) {
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { name } = row
  const commands = useMemo(() => workCommands(name, endpoint), [name, endpoint])
  return (
    <div className={styles['actions']}>
      <Button icon={Archive} command={commands.backUp} onClick={() => openVolumeExport(name)}>
        {t('volumes.action.backUp')}
      </Button>
      <Button icon={CopyPlus} command={commands.clone} onClick={() => openVolumeClone(name)}>
        {t('volumes.action.clone')}
      </Button>
      <span className={styles['space']} />
      <IconButton
        label={t('volumes.action.deleteNamed', { name })}
        icon={Trash2}
        shortcut="Delete"
        command={volumeCommandsFor(endpoint).remove([name])}
        onClick={() => openVolumeDialog({ kind: 'delete', names: [name] })}
      />
      <Menu
        align="end"
        trigger={<IconButton label={t('volumes.panel.more', { name })} icon={Ellipsis} />}
        items={volumeMenu([row], endpoint, t)}
      />
    </div>
  )
}
