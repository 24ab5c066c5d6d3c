import '../../i18n/pane-words.ts'
import { useTranslation } from 'react-i18next'
import { keepChoices, useBinSettings } from '../../store/bin-settings.ts'
import { Select } from '../../ui/select.tsx'
import styles from './keep-days.module.css'

/** How long removed containers are kept; it counts for those removed from now on. */
export function KeepDays({ className }: { readonly className?: string | undefined }) {
  const { t } = useTranslation()
  const days = useBinSettings((settings) => settings.keepDays)
  return (
    <div className={`${styles['keep']} ${className ?? ''}`}>
      <span aria-hidden>{t('bin.keep')}</span>
      <Select
        label={t('bin.keep')}
        isLabelHidden
        value={String(days)}
        onChange={(id) => useBinSettings.setState({ keepDays: Number(id) })}
        options={keepChoices.map((choice) => ({
          id: String(choice),
          label: choice === 0 ? t('bin.off') : t('bin.days', { count: choice }),
        }))}
      />
      <span className={styles['note']}>{t('bin.keepNote')}</span>
    </div>
  )
}
