import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import type { enPanes } from './en-panes.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    resources: { app: typeof en & typeof enPanes }
    strictKeyChecks: true
  }
}

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

/** The language of the system when it is one we speak, else English. */
export function systemLanguage(): Language {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('zh')) &&
    !navigator.languages[0]?.toLowerCase().startsWith('en')
    ? 'zh-CN'
    : 'en'
}

const english: Record<string, unknown> = { ...en }

/** Adds areas to the English catalogue, before or after translation has started. */
export function addEnglish(areas: Readonly<Record<string, unknown>>): void {
  Object.assign(english, areas)
  if (i18next.isInitialized) i18next.addResourceBundle('en', 'app', areas, true, true)
}

/** Starts translation. English is part of the page and there at once; another language is fetched first. */
export async function startI18n(language: Language): Promise<void> {
  const fetched = language === 'en' ? null : await fetchCatalogue()
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'app',
    ns: ['app'],
    resources: { en: { app: english }, ...(fetched ? { 'zh-CN': { app: fetched } } : {}) },
    // React escapes; escaping twice would show &amp; in names.
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  })
  document.documentElement.lang = language
}

/** Speaks another language from now on, once its catalogue is there. */
export async function setLanguage(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'app')) {
    i18next.addResourceBundle(language, 'app', await fetchCatalogue())
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

async function fetchCatalogue() {
  const { zhCn } = await import('./zh-cn.ts')
  return zhCn
}
