import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BinnedContainer } from '../../../shared/bin.ts'
import { formatAge, formatAgo, formatDateTime } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import type { ObjectListKind } from '../objects/object-list.ts'
import styles from './bin-list.module.css'

/** What the bin shows, searches and sorts. */
export function binListKind(t: TFunction): ObjectListKind<BinnedContainer> {
  return {
    label: t('bin.title'),
    filterLabel: t('bin.filter'),
    filterHelp: t('bin.filterHelp'),
    filterKeys: ['name', 'image'],
    columns: [
      {
        id: 'name',
        label: t('bin.column.name'),
        width: 220,
        rank: 0,
        value: ({ name }) => name,
        cell: (item) => <NameCell item={item} />,
      },
      {
        id: 'image',
        label: t('bin.column.image'),
        width: 190,
        narrowWidth: 130,
        rank: 3,
        value: ({ image }) => image,
        cell: ({ image }) => (
          <span className={styles['mono']} title={image}>
            {image}
          </span>
        ),
      },
      {
        id: 'binned',
        label: t('bin.column.binned'),
        width: 110,
        narrowWidth: 96,
        rank: 2,
        startsDescending: true,
        value: ({ binnedAtMs }) => binnedAtMs,
        cell: ({ binnedAtMs }) => <BinnedCell atMs={binnedAtMs} />,
      },
      {
        id: 'expires',
        label: t('bin.column.expires'),
        width: 130,
        narrowWidth: 110,
        rank: 1,
        value: ({ expiresAtMs }) => expiresAtMs,
        cell: ({ expiresAtMs }) => <ExpiresCell atMs={expiresAtMs} />,
      },
    ],
    scopes: [
      scope('all', () => true),
      scope('removed', ({ reason }) => reason === 'removed'),
      scope('replaced', ({ reason }) => reason !== 'removed'),
    ],
    name: ({ name }) => name,
    rowName: ({ name, reason, image, expiresAtMs }) =>
      t('bin.rowName', {
        name,
        reason: t(`bin.reason.${reason}`),
        image,
        when: whenGone(expiresAtMs, Date.now(), t),
      }),
    searchable: ({ id, name, image, engineName }) => ({
      words: [name, image, engineName].join('\n').toLowerCase(),
      id,
      keys: { name: [name.toLowerCase()], image: [image.toLowerCase()] },
    }),
  }

  function scope(id: 'all' | 'removed' | 'replaced', holds: (item: BinnedContainer) => boolean) {
    return { id, label: t(`bin.scope.${id}`), holds, emptyTitle: t(`bin.none.${id}`) }
  }
}

/** A host removes what is due within the hour. */
const soonMs = 60 * 60 * 1_000
const dayMs = 24 * soonMs

/** When it goes for good, as a part of a sentence. */
export function whenGone(expiresAtMs: number | null, nowMs: number, t: TFunction): string {
  if (expiresAtMs === null) return t('bin.never')
  const leftMs = expiresAtMs - nowMs
  if (leftMs < soonMs) return t('bin.soon')
  // Somebody who just removed it reads the days that were promised.
  const ageMs = leftMs < dayMs ? leftMs : Math.round(leftMs / dayMs) * dayMs
  return t('bin.when', { age: formatAge(ageMs) })
}

function NameCell({ item }: { readonly item: BinnedContainer }) {
  const { t } = useTranslation()
  return (
    <>
      <StateGlyph glyph={item.reason === 'cut-off' ? 'failed' : 'exited'} size={15} />
      <bdi className={styles['name']} title={item.name}>
        {item.name}
      </bdi>
      {item.reason !== 'removed' && (
        <Badge tone={item.reason === 'cut-off' ? 'bad' : 'neutral'}>{t(`bin.reason.${item.reason}`)}</Badge>
      )}
    </>
  )
}

function BinnedCell({ atMs }: { readonly atMs: number }) {
  const nowMs = useNow(30_000)
  return (
    <time className={styles['quiet']} title={formatDateTime(atMs)}>
      {formatAgo(atMs, nowMs)}
    </time>
  )
}

function ExpiresCell({ atMs }: { readonly atMs: number | null }) {
  const { t } = useTranslation()
  const nowMs = useNow(30_000)
  return (
    <span className={styles['quiet']} title={atMs === null ? undefined : formatDateTime(atMs)}>
      {whenGone(atMs, nowMs, t)}
    </span>
  )
}
