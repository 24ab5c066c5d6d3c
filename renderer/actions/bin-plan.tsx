import { useTranslation } from 'react-i18next'
import type { Container } from '../../shared/container.ts'
import { isAlive } from '../container-state.ts'
import { formatShortcut } from '../ui/shortcut.ts'
import styles from './action-dialogs.module.css'
import { whyNotKept } from './bin/binnable.ts'
import { NameList } from './name-list.tsx'

type BinPlanProps = { readonly containers: readonly Container[]; readonly days: number }

/** Which containers go into the bin and for how long, and which cannot. */
export function BinPlan({ containers, days }: BinPlanProps) {
  const { t } = useTranslation()
  const kept = containers.filter((container) => whyNotKept(container) === null)
  const others = containers.filter((container) => !kept.includes(container))
  const [first] = kept
  const values = {
    count: kept.length,
    name: first?.name ?? '',
    days: t('bin.days', { count: days }),
    keys: formatShortcut('Mod+Z'),
  }
  const isStopped = kept.length === 1 && first !== undefined && !isAlive(first)
  const why = others.map(whyNotKept).find((reason) => reason !== null)
  return (
    <>
      <p className={styles['text']}>
        {isStopped ? t('bin.ask.keptStopped', values) : t('bin.ask.kept', values)}
      </p>
      {kept.length > 1 && <NameList containers={kept} />}
      {others.length > 0 && (
        <p className={styles['text']}>
          <strong>
            {t('bin.ask.notKept', {
              count: others.length,
              names: others.map(({ name }) => name).join(', '),
            })}
          </strong>{' '}
          {why && t(`bin.why.${why}`)}
        </p>
      )}
      <p className={styles['note']}>{t('bin.ask.shownAs')}</p>
    </>
  )
}
