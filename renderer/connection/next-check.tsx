import { useTranslation } from 'react-i18next'
import { useNow } from '../hooks/use-now.ts'

type NextCheckProps = { readonly atMs: number }

/** When the engine is looked for next, counted down. */
export function NextCheck({ atMs }: NextCheckProps) {
  const { t } = useTranslation()
  const count = Math.ceil((atMs - useNow(500)) / 1_000)
  return <span>{count > 0 ? t('shell.nextCheck', { count }) : t('shell.checkingNow')}</span>
}
