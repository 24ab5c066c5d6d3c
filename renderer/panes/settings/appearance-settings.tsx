import { useTranslation } from 'react-i18next'
import { languages } from '../../i18n/i18n.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { setView, themes, useView } from '../../store/view.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { SettingRow } from './setting-row.tsx'

/** Each language in its own words, so that it can be found by those who need it. */
const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const

/** Theme, language and the height of rows. */
export function AppearanceSettings() {
  const { t } = useTranslation()
  const { theme, language } = useView()
  const isCompact = useContainersView((view) => view.isCompact)
  return (
    <>
      <SettingRow label={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={theme}
          onChange={(next) => setView({ theme: next })}
          options={themes.map((id) => ({ id, label: t(`settings.themes.${id}`) }))}
        />
      </SettingRow>
      <SettingRow label={t('settings.language')}>
        <Segmented
          label={t('settings.language')}
          value={language}
          onChange={(next) => setView({ language: next })}
          options={[
            { id: 'system', label: t('settings.languageSystem') },
            ...languages.map((id) => ({ id, label: languageNames[id] })),
          ]}
        />
      </SettingRow>
      <SettingRow label={t('settings.density')} note={t('settings.densityNote')}>
        <Segmented
          label={t('settings.density')}
          value={isCompact ? 'compact' : 'regular'}
          onChange={(next) => setContainersView({ isCompact: next === 'compact' })}
          options={[
            { id: 'regular', label: t('settings.densities.regular') },
            { id: 'compact', label: t('settings.densities.compact') },
          ]}
        />
      </SettingRow>
    </>
  )
}
