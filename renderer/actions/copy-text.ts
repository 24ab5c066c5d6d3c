import i18next from 'i18next'
import { notify } from '../store/notices.ts'

/** Puts text on the clipboard and says so; of several lines the notice tells the first. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    const [first = '', ...rest] = text.split('\n')
    notify({
      tone: 'done',
      title: i18next.t('actions.copiedName', { text: rest.length > 0 ? `${first}…` : first }),
    })
  } catch {
    notify({ tone: 'failed', title: i18next.t('actions.copyFailed') })
  }
}
