import { desktop } from './desktop.ts'
import { setLanguage, systemLanguage } from './i18n/i18n.ts'
import { useView } from './store/view.ts'

/** Puts the theme on the page and follows the person's choices of theme and language from now on. */
export function followAppearance(): void {
  apply(useView.getState(), null)
  useView.subscribe((view, before) => apply(view, before))
}

type View = ReturnType<typeof useView.getState>

function apply(view: View, before: View | null): void {
  if (view.theme !== before?.theme) {
    document.documentElement.dataset['theme'] = view.theme
    desktop?.setTheme(view.theme)
  }
  if (view.language !== before?.language) {
    const language = chosenLanguage()
    // The first time the catalogue has just been started with it.
    if (before) void setLanguage(language)
    desktop?.setLanguage(language)
  }
}

/** The language to speak: the person's choice, or the system's. */
export function chosenLanguage() {
  const { language } = useView.getState()
  return language === 'system' ? systemLanguage() : language
}
