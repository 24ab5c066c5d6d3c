import '../../i18n/pane-words.ts'
import type { TFunction } from 'i18next'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import { formatDuration, notApplicable } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { GlyphName } from '../../ui/state-glyph.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import type { BulkRow, BulkRun, BulkState } from './bulk-run.ts'
import styles from './bulk-sheet.module.css'
import { closeBulkSheet } from './bulk-sheet-store.ts'

const glyphs: Readonly<Record<BulkState, GlyphName>> = {
  waiting: 'created',
  working: 'ring',
  done: 'done',
  failed: 'failed',
  cancelled: 'removing',
}

const order: Readonly<Record<BulkState, number>> = {
  failed: 0,
  cancelled: 1,
  working: 2,
  waiting: 3,
  done: 4,
}

const scopes = ['all', 'failed', 'done', 'cancelled'] as const
type Scope = (typeof scopes)[number]

/** What became of each object, while it goes on and after. Closing it cancels nothing. */
export function BulkSheet({ run }: { readonly run: BulkRun }) {
  const { t } = useTranslation()
  const { rows, isRunning } = run.use()
  const [scope, setScope] = useState<Scope>('all')
  const count = (id: Scope) => (id === 'all' ? rows.length : rows.filter(({ state }) => state === id).length)
  const done = count('done')
  const again = count('failed') + count('cancelled')
  const waiting = rows.filter(({ state }) => state === 'waiting').length
  const title = isRunning
    ? run.words.working
    : done === rows.length
      ? run.words.done
      : run.words.partly(done, rows.length)
  const inScope = scope === 'all' ? rows : rows.filter(({ state }) => state === scope)
  // What went wrong is what one looks for; while it goes on no row jumps.
  const shown = isRunning ? inScope : inScope.toSorted((a, b) => order[a.state] - order[b.state])
  return (
    <Dialog
      open
      size="lg"
      title={title}
      onClose={closeBulkSheet}
      footer={
        <>
          <span className={styles['note']}>
            {!isRunning && <CopyButton text={asText(rows, t)} label={t('bulk.copy')} />}
          </span>
          {isRunning ? (
            <Button
              disabledReason={waiting === 0 ? t('bulk.nothingWaits') : null}
              onClick={() => run.cancelRest()}
            >
              {t('bulk.cancelRest')}
            </Button>
          ) : (
            again > 0 && <Button onClick={() => void run.retry()}>{t('bulk.retry', { count: again })}</Button>
          )}
          <Button size="lg" variant="primary" onClick={closeBulkSheet}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <p role="status" className={styles['progress']}>
        {t('bulk.progress', { done: rows.length - waiting - count('cancelled'), total: rows.length })}
      </p>
      <progress className={styles['bar']} aria-label={title} max={rows.length} value={done + again} />
      <Segmented
        label={t('bulk.show')}
        value={scope}
        onChange={setScope}
        options={scopes
          .filter((id) => id === 'all' || id === scope || count(id) > 0)
          .map((id) => ({ id, label: t(`bulk.scope.${id}`), count: count(id) }))}
      />
      <div className={styles['scroll']}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('bulk.name')}</th>
              <th scope="col">{t('bulk.result')}</th>
              <th scope="col">{t('bulk.reason')}</th>
              <th scope="col" className={styles['time']}>
                {t('bulk.duration')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ResultRow key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </Dialog>
  )
}

/** Drawn again only when its own result changes. */
const ResultRow = memo(function ResultRow({ row }: { readonly row: BulkRow }) {
  const { t } = useTranslation()
  const { name, state, error, tookMs } = row
  const message = error === null ? null : describeError(error, t)
  return (
    <tr className={styles['row']}>
      <th scope="row">
        <bdi className={styles['name']} title={name}>
          {name}
        </bdi>
      </th>
      <td>
        <span className={styles['state']}>
          <StateGlyph glyph={glyphs[state]} size={14} />
          {t(`bulk.state.${state}`)}
        </span>
      </td>
      <td className={styles['reason']} title={message?.details}>
        {message?.text ?? ''}
        {error instanceof EngineError && <span className={styles['words']}>{error.data.engineMessage}</span>}
      </td>
      <td className={styles['time']}>{tookMs === null ? notApplicable : formatDuration(tookMs)}</td>
    </tr>
  )
})

/** Tab-separated, as a table program takes it. */
function asText(rows: readonly BulkRow[], t: TFunction): string {
  return rows
    .map(({ name, state, error, tookMs }) =>
      [
        name,
        t(`bulk.state.${state}`),
        error === null ? '' : describeError(error, t).text,
        tookMs === null ? '' : formatDuration(tookMs),
      ].join('\t'),
    )
    .join('\n')
}
