import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { formatAgo, formatDateTime, formatDecimalBytes, notApplicable, shortId } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { imageName } from '../../image-name.ts'
import type { ObjectListKind, ObjectScope } from '../objects/object-list.ts'
import styles from './image-cells.module.css'
import { ImageNameCell } from './image-name-cell.tsx'
import { ImageSizeCell } from './image-size-cell.tsx'
import { type ImageRow, isUsed } from './use-image-rows.ts'

/** The images list: its columns, scopes and words in one language. */
export function imageListKind(t: TFunction): ObjectListKind<ImageRow> {
  return {
    label: t('images.title'),
    filterLabel: t('images.filter'),
    filterHelp: t('images.filterHelp'),
    filterKeys: ['tag', 'id', 'label', 'platform', 'used'],
    columns: [
      {
        id: 'name',
        label: t('images.column.name'),
        width: 200,
        rank: 0,
        value: ({ image }) => imageName(image),
        cell: (row) => <ImageNameCell image={row.image} isUsed={isUsed(row)} />,
      },
      {
        id: 'used',
        label: t('images.column.used'),
        width: 112,
        narrowWidth: 92,
        rank: 1,
        startsDescending: true,
        // What the bin keeps stands between what is used and what is not.
        value: ({ users, kept }) => users.length || (kept.length > 0 ? 0.5 : 0),
        cell: ({ users, kept }) => <Users users={users} kept={kept} />,
      },
      {
        id: 'platform',
        label: t('images.column.platform'),
        width: 110,
        rank: 4,
        value: ({ image }) => image.platform,
        cell: ({ image }) => (
          <span className={styles['small']} lang="en">
            {image.platform ?? ''}
          </span>
        ),
      },
      {
        id: 'created',
        label: t('images.column.created'),
        width: 104,
        rank: 2,
        startsDescending: true,
        value: ({ image }) => image.createdAtMs,
        cell: ({ image }) => <Created atMs={image.createdAtMs} />,
      },
      {
        id: 'id',
        label: t('images.column.id'),
        width: 104,
        rank: 5,
        value: ({ id }) => id,
        cell: ({ id }) => (
          <span className={styles['mono']} title={id}>
            {shortId(id)}
          </span>
        ),
      },
      {
        id: 'size',
        label: t('images.column.size'),
        width: 176,
        narrowWidth: 140,
        rank: 0,
        isRight: true,
        startsDescending: true,
        value: ({ image }) => image.sizeBytes,
        cell: (row) => <ImageSizeCell row={row} />,
      },
    ],
    scopes: scopesOf(t),
    name: ({ image }) => imageName(image),
    rowName: (row) => rowName(row, t),
    searchable: ({ image, users }) => ({
      words: [...image.tags, ...image.digests].join('\n').toLowerCase(),
      id: image.id.replace(/^sha256:/, ''),
      keys: {
        tag: image.tags.map((tag) => tag.slice(tag.indexOf(':', tag.lastIndexOf('/') + 1) + 1).toLowerCase()),
        id: [image.id.replace(/^sha256:/, '')],
        label: Object.entries(image.labels).map(([name, value]) => `${name}=${value}`.toLowerCase()),
        platform: image.platform === null ? [] : [image.platform],
        used: users.map((name) => name.toLowerCase()),
      },
    }),
  }
}

function scopesOf(t: TFunction): readonly ObjectScope<ImageRow>[] {
  return [
    { id: 'all', label: t('images.scope.all'), emptyTitle: t('images.none.all'), holds: () => true },
    {
      id: 'used',
      label: t('images.scope.used'),
      emptyTitle: t('images.none.used'),
      holds: isUsed,
    },
    {
      id: 'unused',
      label: t('images.scope.unused'),
      emptyTitle: t('images.none.unused'),
      holds: (row) => !isUsed(row),
    },
    {
      id: 'untagged',
      label: t('images.scope.untagged'),
      emptyTitle: t('images.none.untagged'),
      holds: ({ image }) => image.tags.length === 0,
    },
  ]
}

function rowName({ image, users, kept }: ImageRow, t: TFunction): string {
  return t('images.rowName', {
    name: image.tags.length + image.digests.length > 0 ? imageName(image) : untaggedName(image.id, t),
    use:
      users.length > 0
        ? t('images.rowUse', { count: users.length })
        : t(kept.length > 0 ? 'images.keptByBin' : 'images.rowUnused'),
    size: formatDecimalBytes(image.sizeBytes),
    created: image.createdAtMs === null ? t('images.notSaid') : formatAgo(image.createdAtMs, Date.now()),
  })
}

function untaggedName(id: string, t: TFunction): string {
  return `${t('images.untagged')} ${shortId(id)}`
}

function Users({ users, kept }: Pick<ImageRow, 'users' | 'kept'>) {
  const { t } = useTranslation()
  if (users.length === 0 && kept.length > 0) {
    return (
      <span className={styles['small']} title={kept.join('\n')}>
        {t('images.keptByBin')}
      </span>
    )
  }
  if (users.length === 0) return <span className={styles['quiet']}>{t('images.unused')}</span>
  return (
    <span className={styles['small']} title={users.join('\n')}>
      {t('images.usedBy', { count: users.length })}
    </span>
  )
}

function Created({ atMs }: { readonly atMs: number | null }) {
  const { t } = useTranslation()
  const nowMs = useNow(30_000)
  if (atMs === null) {
    return (
      <span className={styles['quiet']} title={t('images.notSaid')}>
        {notApplicable}
      </span>
    )
  }
  return (
    <span className={styles['small']} title={formatDateTime(atMs)}>
      {formatAgo(atMs, nowMs)}
    </span>
  )
}
