import { useTranslation } from 'react-i18next'
import { languages } from '../../i18n/i18n.ts'
import { densities, setView, themes, useView } from '../../store/view.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Switch } from '../../ui/switch.tsx'
import { SettingRow } from './setting-row.tsx'

/** Each language in its own words, so that it can be found by those who need it. */
const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const

/** Theme, language and the height of rows. */
export function AppearanceSettings() {
  const { t } = useTranslation()
  const { theme, language, density, isStatsInListsOn } = useView()
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
          value={density}
          onChange={(next) => setView({ density: next })}
          options={densities.map((id) => ({ id, label: t(`settings.densities.${id}`) }))}
        />
      </SettingRow>
      <SettingRow label={t('settings.stats')} note={t('settings.statsNote')}>
        <Switch
          label={t('settings.statsInLists')}
          checked={isStatsInListsOn}
          onChange={(next) => setView({ isStatsInListsOn: next })}
        />
      </SettingRow>
    </>
  )
}
