import '../../i18n/pane-words.ts'
import { Eraser, Gauge } from 'lucide-react'
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { pruneKinds } from '../../../shared/prune.ts'
import { openPruneDialog } from '../../actions/prune/prune-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo, formatDateTime, formatDecimalBytes } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { describeError } from '../../messages.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { diskUsage } from '../../store/measurements.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { useRecalled } from '../../use-recalled.ts'
import { type DiskGroup, diskGroupsOf } from './disk-blocks.ts'
import { DiskMap } from './disk-map.tsx'
import styles from './disk-pane.module.css'
import { DiskTable } from './disk-table.tsx'

/** What takes space on the engine's disk, measured when a person asks, and the way to get it back. */
export function DiskPane() {
  const { t } = useTranslation()
  const { client } = useApp()
  const { endpoint } = useEngineStatus()
  const { value, isMeasuring, error } = diskUsage.use()
  const command = volumeCommandsFor(endpoint).usage()
  const groups = useMemo(() => (value === null ? [] : diskGroupsOf(value)), [value])
  useViewCommand(command)
  useRecalled(diskUsage)
  const measure = () => void diskUsage.measure(client())
  const total = groups.reduce((sum, { bytes }) => sum + bytes, 0)
  const isOutdated = useIsOutdated(value?.measuredAtMs ?? null)
  return (
    <div className={styles['pane']} data-region="list">
      <header className={styles['bar']}>
        <h1 className={styles['title']}>{t('shell.disk')}</h1>
        {value !== null && <Age bytes={total} atMs={value.measuredAtMs} />}
        <span className={styles['space']} />
        {value !== null && !isMeasuring && (
          <Button icon={Gauge} command={command} onClick={measure}>
            {t('disk.measureAgain')}
          </Button>
        )}
        <Button icon={Eraser} onClick={() => openPruneDialog(pruneKinds)}>
          {t('prune.open')}
        </Button>
      </header>
      <State isMeasuring={isMeasuring} isOutdated={isOutdated} />
      {error !== null && <Failure error={error} onRetry={measure} />}
      {value !== null && <Usage groups={groups} isOld={isMeasuring || isOutdated} />}
      {value === null && !isMeasuring && error === null && <First command={command} onMeasure={measure} />}
    </div>
  )
}

function Age({ bytes, atMs }: { readonly bytes: number; readonly atMs: number }) {
  const { t } = useTranslation()
  const nowMs = useNow(10_000)
  return (
    <span className={styles['age']} title={formatDateTime(atMs)}>
      {t('disk.measured', { size: formatDecimalBytes(bytes), ago: formatAgo(atMs, Math.max(nowMs, atMs)) })}
    </span>
  )
}

/** True when a clean-up ended after the measurement: some of what is shown is gone. */
function useIsOutdated(measuredAtMs: number | null): boolean {
  const { tasks } = useApp()
  return useSyncExternalStore(tasks.subscribe, () =>
    [...tasks.all()].some(
      ({ kind, endedAtMs }) => kind === 'prune' && measuredAtMs !== null && (endedAtMs ?? 0) > measuredAtMs,
    ),
  )
}

type StateProps = { readonly isMeasuring: boolean; readonly isOutdated: boolean }

function State({ isMeasuring, isOutdated }: StateProps) {
  const { t } = useTranslation()
  if (isMeasuring) return <Measuring />
  if (!isOutdated) return null
  return (
    <p className={styles['measuring']} role="status">
      {t('disk.outdated')}
    </p>
  )
}

function Measuring() {
  const { t } = useTranslation()
  return (
    <p className={styles['measuring']} role="status">
      <Spinner />
      {t('disk.measuring')}
      <Button size="sm" onClick={diskUsage.stop}>
        {t('disk.stop')}
      </Button>
    </p>
  )
}

function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  const { text, details } = describeError(error, t)
  return (
    <div className={styles['failure']}>
      <ErrorPanel
        title={t('disk.failed')}
        text={text}
        details={details}
        actions={<Button onClick={onRetry}>{t('disk.measureAgain')}</Button>}
      />
    </div>
  )
}

function First({ command, onMeasure }: { readonly command: string; readonly onMeasure: () => void }) {
  const { t } = useTranslation()
  return (
    <EmptyState
      size="lg"
      title={t('disk.firstTitle')}
      text={t('disk.firstText')}
      actions={
        <Button variant="primary" icon={Gauge} command={command} onClick={onMeasure}>
          {t('disk.measure')}
        </Button>
      }
    />
  )
}

type UsageProps = { readonly groups: readonly DiskGroup[]; readonly isOld: boolean }

function Usage({ groups, isOld }: UsageProps): ReactNode {
  const { t } = useTranslation()
  const [view, setView] = useState<'map' | 'table'>('map')
  if (groups.every(({ bytes }) => bytes === 0))
    return <EmptyState title={t('disk.emptyTitle')} text={t('disk.emptyText')} />
  return (
    <div className={classNames(styles['usage'], isOld && styles['old'])}>
      <div className={styles['tools']}>
        <Legend groups={groups} />
        <Segmented
          label={t('disk.view')}
          value={view}
          onChange={setView}
          options={[
            { id: 'map', label: t('disk.map') },
            { id: 'table', label: t('disk.table') },
          ]}
        />
      </div>
      {view === 'map' ? <DiskMap groups={groups} /> : <DiskTable groups={groups} />}
    </div>
  )
}

function Legend({ groups }: { readonly groups: readonly DiskGroup[] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles['legend']}>
      {groups.map(({ id, bytes, unusedBytes, count }) => (
        <li key={id} className={styles['part']}>
          <span className={classNames(styles['swatch'], styles[id])} aria-hidden />
          <span className={styles['partText']}>
            <span>{t(`disk.group.${id}`)}</span>
            <span className={styles['partSize']}>
              <strong>{formatDecimalBytes(bytes)}</strong>
              {' · '}
              {unusedBytes > 0
                ? t('disk.unusedPart', { size: formatDecimalBytes(unusedBytes) })
                : t('disk.groupLine', { count })}
            </span>
          </span>
        </li>
      ))}
    </ul>
  )
}
