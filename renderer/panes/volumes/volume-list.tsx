import type { TFunction } from 'i18next'
import { Database } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAgo, formatDateTime, formatDecimalBytes, notApplicable, shortId } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import type { ObjectListKind } from '../objects/object-list.ts'
import styles from './volume-list.module.css'
import type { VolumeRow } from './volume-rows.ts'

/** What the list of volumes shows, searches and sorts. */
export function volumeListKind(t: TFunction): ObjectListKind<VolumeRow> {
  return {
    label: t('volumes.list'),
    filterLabel: t('volumes.filter'),
    filterHelp: t('volumes.filterHelp'),
    filterKeys: ['name', 'driver', 'label', 'used'],
    columns: [
      {
        id: 'name',
        label: t('volumes.column.name'),
        width: 240,
        rank: 0,
        value: (row) => row.name,
        cell: (row) => <NameCell row={row} />,
      },
      {
        id: 'usedBy',
        label: t('volumes.column.usedBy'),
        width: 170,
        narrowWidth: 120,
        rank: 1,
        value: (row) => row.users[0] ?? null,
        cell: (row) => <UsersCell row={row} />,
      },
      {
        id: 'driver',
        label: t('volumes.column.driver'),
        width: 84,
        narrowWidth: 64,
        rank: 3,
        value: (row) => row.driver,
        cell: (row) => <span className={styles['quiet']}>{row.driver}</span>,
      },
      {
        id: 'created',
        label: t('volumes.column.created'),
        width: 96,
        narrowWidth: 84,
        rank: 4,
        startsDescending: true,
        value: (row) => row.createdAtMs,
        cell: (row) => <CreatedCell row={row} />,
      },
      {
        id: 'size',
        label: t('volumes.column.size'),
        width: 150,
        narrowWidth: 76,
        rank: 2,
        isRight: true,
        startsDescending: true,
        value: (row) => row.bytes,
        cell: (row) => <SizeCell row={row} />,
      },
    ],
    scopes: [
      scope('all', () => true),
      scope('inUse', (row) => row.users.length > 0),
      scope('unused', (row) => row.users.length === 0),
      scope('anonymous', (row) => row.isAnonymous),
    ],
    name: (row) => row.name,
    rowName: (row) => rowName(row, t),
    searchable: ({ id, name, driver, labels, users }) => ({
      words: [name, driver, ...users].join('\n').toLowerCase(),
      id: id.toLowerCase(),
      keys: {
        name: [name.toLowerCase()],
        driver: [driver.toLowerCase()],
        label: Object.entries(labels).map(([label, value]) => `${label}=${value}`.toLowerCase()),
        used: users.map((user) => user.toLowerCase()),
      },
    }),
  }

  function scope(id: 'all' | 'inUse' | 'unused' | 'anonymous', holds: (row: VolumeRow) => boolean) {
    return { id, label: t(`volumes.scope.${id}`), holds, emptyTitle: t(`volumes.emptyScope.${id}`) }
  }
}

function rowName(row: VolumeRow, t: TFunction): string {
  const { name, driver, users } = row
  return users.length === 0
    ? t('volumes.rowUnused', { name, driver })
    : t('volumes.rowUsed', { name, driver, users: users.join(', ') })
}

function NameCell({ row }: { readonly row: VolumeRow }) {
  const { t } = useTranslation()
  // Compose begins the names of its volumes with the project: what differs is what one reads.
  const at = row.isAnonymous ? 0 : row.name.lastIndexOf('_') + 1
  return (
    <>
      <Database aria-hidden className={row.users.length > 0 ? styles['used'] : styles['idle']} />
      {row.isAnonymous ? (
        <>
          <bdi className={styles['made']} title={row.name}>
            {shortId(row.name)}…
          </bdi>
          <Badge tone="neutral">{t('volumes.anonymous')}</Badge>
        </>
      ) : (
        <bdi className={styles['name']} title={row.name}>
          {at > 0 && <span className={styles['project']}>{row.name.slice(0, at)}</span>}
          {row.name.slice(at)}
        </bdi>
      )}
    </>
  )
}

function UsersCell({ row }: { readonly row: VolumeRow }) {
  const { t } = useTranslation()
  const [first] = row.users
  if (first === undefined) return <span className={styles['quiet']}>{t('volumes.unused')}</span>
  const rest = row.users.length - 1
  return (
    <bdi className={row.isInMotion ? styles['users'] : styles['stopped']} title={row.users.join(', ')}>
      {rest === 0 ? first : t('volumes.andMore', { name: first, count: rest })}
    </bdi>
  )
}

function CreatedCell({ row }: { readonly row: VolumeRow }) {
  const nowMs = useNow(30_000)
  if (row.createdAtMs === null) return <span className={styles['quiet']}>{notApplicable}</span>
  return (
    <time className={styles['quiet']} title={formatDateTime(row.createdAtMs)}>
      {formatAgo(row.createdAtMs, nowMs)}
    </time>
  )
}

function SizeCell({ row }: { readonly row: VolumeRow }) {
  const { t } = useTranslation()
  if (row.bytes === null) {
    const why = t(row.isMeasured ? 'volumes.sizeUntold' : 'volumes.sizeUnknown')
    return (
      <span className={styles['quiet']} title={why}>
        {notApplicable}
      </span>
    )
  }
  return (
    <>
      <span className={styles['bar']} aria-hidden>
        <span
          className={row.users.length > 0 ? styles['barUsed'] : styles['barIdle']}
          style={{ '--share': row.share } as CSSProperties}
        />
      </span>
      <span className={styles['size']}>{formatDecimalBytes(row.bytes)}</span>
    </>
  )
}
