import { useTranslation } from 'react-i18next'
import { languages } from '../../i18n/i18n.ts'
import { setCommandTaste, useCommandTaste } from '../../store/command-taste.ts'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { setView, themes, useView } from '../../store/view.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { SettingRow } from './setting-row.tsx'

/** Each language in its own words, so that it can be found by those who need it. */
const languageNames = { en: 'English', 'zh-CN': '简体中文' } as const

/** Theme, language, the height of rows, and how commands are written. */
export function AppearanceSettings() {
  const { t } = useTranslation()
  const { theme, language } = useView()
  const flags = useCommandTaste((taste) => taste.flags)
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
      <SettingRow label={t('settings.flags')} note={t('settings.flagsNote')}>
        <Segmented
          label={t('settings.flags')}
          value={flags}
          onChange={(next) => setCommandTaste({ flags: next })}
          options={[
            { id: 'long', label: t('settings.flagForms.long') },
            { id: 'short', label: t('settings.flagForms.short') },
          ]}
        />
      </SettingRow>
    </>
  )
}
