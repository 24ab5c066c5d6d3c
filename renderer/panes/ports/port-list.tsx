import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Spinner } from '../../ui/spinner.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import type { ObjectListKind } from '../objects/object-list.ts'
import { usePortAnswers } from './port-answers.ts'
import styles from './port-list.module.css'
import type { PortRow } from './port-rows.ts'
import { holderName } from './port-rows.ts'
import { answerGlyph, answerWord, familyWord, holderWord, portWord, reachWord } from './port-words.ts'

/** What the list of ports shows, searches and sorts. */
export function portListKind(t: TFunction): ObjectListKind<PortRow> {
  return {
    label: t('ports.list'),
    filterLabel: t('ports.filter'),
    filterHelp: t('ports.filterHelp'),
    filterKeys: ['port', 'name', 'address', 'protocol', 'inside'],
    columns: [
      {
        id: 'port',
        label: t('ports.column.port'),
        width: 130,
        rank: 0,
        value: ({ hostPort, range }) => hostPort ?? (range === null ? null : Number.parseInt(range, 10)),
        cell: (row) => <PortCell row={row} />,
      },
      {
        id: 'holder',
        label: t('ports.column.holder'),
        width: 210,
        narrowWidth: 150,
        rank: 1,
        value: (row) => holderName(row),
        cell: (row) => <HolderCell row={row} />,
      },
      {
        id: 'reach',
        label: t('ports.column.reach'),
        width: 150,
        narrowWidth: 110,
        rank: 2,
        value: (row) => reachWord(row, t),
        cell: (row) => <span className={styles['quiet']}>{reachWord(row, t)}</span>,
      },
      {
        id: 'family',
        label: t('ports.column.family'),
        width: 84,
        rank: 5,
        value: (row) => familyWord(row),
        cell: (row) => <span className={styles['quiet']}>{familyWord(row)}</span>,
      },
      {
        id: 'inside',
        label: t('ports.column.inside'),
        width: 110,
        narrowWidth: 84,
        rank: 4,
        value: ({ containerPort }) => containerPort,
        cell: (row) => <InsideCell row={row} />,
      },
      {
        id: 'answers',
        label: t('ports.column.answers'),
        width: 150,
        narrowWidth: 110,
        rank: 3,
        value: () => null,
        cell: (row) => <AnswerCell row={row} />,
      },
    ],
    scopes: [
      scope('all', () => true),
      scope('containers', ({ holder }) => holder.kind === 'container'),
      scope('conflicts', ({ rivals }) => rivals.length > 0),
      scope('programs', ({ holder }) => holder.kind === 'program'),
    ],
    name: (row) => `${portWord(row, t)} ${holderWord(row, t)}`,
    rowName: (row) =>
      t('ports.rowName', {
        port: portWord(row, t),
        protocol: row.protocol,
        holder: holderWord(row, t),
        state: t(row.isHeld ? 'ports.state.held' : 'ports.state.wanted'),
        reach: reachWord(row, t),
        conflicts: row.rivals.length === 0 ? '' : t('ports.conflicts', { count: row.rivals.length }),
      }),
    searchable: (row) => {
      const { id, protocol, addresses, containerPort, hostPort, range, holder } = row
      const port = String(hostPort ?? range ?? '')
      const command = holder.kind === 'program' ? (holder.owner?.command ?? '') : ''
      const name = holderName(row) ?? ''
      return {
        words: [`:${port}`, name, command, protocol, ...addresses].join('\n').toLowerCase(),
        id,
        keys: {
          port: [port],
          name: [name.toLowerCase()],
          address: addresses,
          protocol: [protocol],
          inside: [String(containerPort ?? '')],
        },
      }
    },
  }

  function scope(id: 'all' | 'containers' | 'conflicts' | 'programs', holds: (row: PortRow) => boolean) {
    return { id, label: t(`ports.scope.${id}`), holds, emptyTitle: t(`ports.emptyScope.${id}`) }
  }
}

function PortCell({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const glyph = row.rivals.length > 0 ? 'unhealthy' : row.isHeld ? 'running' : 'created'
  return (
    <>
      <StateGlyph glyph={glyph} />
      <span className={styles['port']}>{portWord(row, t)}</span>
      <span className={styles['quiet']}>{row.protocol}</span>
    </>
  )
}

function HolderCell({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const { holder, isHeld } = row
  if (holder.kind === 'container') {
    return (
      <>
        <bdi className={styles['holder']} title={holder.name}>
          {holder.name}
        </bdi>
        {!isHeld && <span className={styles['quiet']}>{t('ports.wants')}</span>}
      </>
    )
  }
  return (
    <>
      <bdi className={styles['holder']} title={holder.owner?.command}>
        {holderWord(row, t)}
      </bdi>
      {holder.owner && <span className={styles['quiet']}>{t('ports.pid', { pid: holder.owner.pid })}</span>}
    </>
  )
}

function InsideCell({ row: { containerPort, protocol } }: { readonly row: PortRow }) {
  if (containerPort === null) return null
  return (
    <span className={styles['mono']}>
      {containerPort}/{protocol}
    </span>
  )
}

function AnswerCell({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const asked = usePortAnswers((state) => state.asked[row.id])
  if (!asked) return null
  if (asked.state === 'asking') return <Spinner label={t('ports.asking')} />
  if (asked.state === 'failed') return <span className={styles['quiet']}>{t('ports.notAnswered')}</span>
  return (
    <>
      <StateGlyph glyph={answerGlyph(asked.answer)} size={14} />
      <span className={styles['quiet']}>{answerWord(asked.answer, t)}</span>
    </>
  )
}
