import '../../i18n/pane-words.ts'
import { useTranslation } from 'react-i18next'
import { formatBinaryBytes } from '../../format.ts'
import { defaultLogSize, logSizeBytes, logSizes, setLogsView, useLogSize } from '../../store/logs-view.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { SettingRow } from './setting-row.tsx'

/** How many lines an open log keeps. */
export function LogSettings() {
  const { t } = useTranslation()
  const size = useLogSize()
  const words = (mebibytes: number) => formatBinaryBytes(logSizeBytes(mebibytes))
  return (
    <SettingRow label={t('logReach.held')} note={t('logReach.heldNote', { size: words(defaultLogSize) })}>
      <Segmented
        label={t('logReach.held')}
        value={String(size)}
        onChange={(next) => setLogsView({ heldMebibytes: Number(next) })}
        options={logSizes.map((id) => ({ id: String(id), label: words(id) }))}
      />
    </SettingRow>
  )
}
