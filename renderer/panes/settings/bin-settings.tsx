import '../../i18n/pane-words.ts'
import { useTranslation } from 'react-i18next'
import { KeepDays } from '../../actions/bin/keep-days.tsx'
import { SettingRow } from './setting-row.tsx'

/** How long removed containers can be brought back. */
export function BinSettings() {
  const { t } = useTranslation()
  return (
    <SettingRow label={t('bin.title')} note={t('bin.firstUseText')}>
      <KeepDays />
    </SettingRow>
  )
}
