import { useTranslation } from 'react-i18next'
import type { EditPlan } from '../../../shared/run-contract.ts'
import { useBinSettings } from '../../store/bin-settings.ts'
import { Banner } from '../../ui/banner.tsx'
import styles from './run-window.module.css'

type EditNoteProps = { readonly plan: EditPlan }

/** What a change would do to the container, before it is done. */
export function EditNote({ plan }: EditNoteProps) {
  const { t } = useTranslation()
  const { way, refusal, changed, carriedVolumes, keepsOld, dependants, isOtherImage } = plan
  const isKept = useBinSettings(({ keepDays }) => keepDays) > 0 && keepsOld
  if (way === 'nothing') return null
  if (refusal !== null) {
    return (
      <div className={styles['plan']}>
        <Banner tone="bad">{t(`run.refusal.${refusal}`, { names: dependants.join(', ') })}</Banner>
      </div>
    )
  }
  const flags = changed.map((name) =>
    name === 'image' || name === 'command' ? t(`run.${name}`) : `--${name}`,
  )
  const facts = [
    t(way === 'live' ? 'run.plan.live' : 'run.plan.recreate', { flags: flags.join(', ') }),
    ...(way === 'recreate' ? [t(isKept ? 'run.plan.bin' : 'run.plan.goes'), t('run.plan.volumes')] : []),
    ...(carriedVolumes.length > 0 ? [t('run.plan.carried', { count: carriedVolumes.length })] : []),
    ...(way === 'recreate' ? [t('run.plan.writes')] : []),
    ...(isOtherImage ? [t('run.plan.otherImage')] : []),
  ]
  return (
    <div className={styles['plan']}>
      <Banner tone={way === 'live' ? 'info' : 'warn'}>{facts.join(' ')}</Banner>
    </div>
  )
}
