import { useTranslation } from 'react-i18next'
import { useRunForm } from '../form/form-context.ts'
import { FormInput } from '../parts/form-input.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import styles from './fields.module.css'

/** What runs in place of the image's own command. */
export function CommandField() {
  const { t } = useTranslation()
  const { draft, edit, image } = useRunForm()
  const own = [...(image.details?.entrypoint ?? []), ...(image.details?.command ?? [])].join(' ')
  return (
    <div data-part="command" className={styles['option']}>
      <FormInput
        label={t('run.command')}
        placeholder={own}
        part="command"
        value={draft.command}
        onChange={(command) => edit((before) => ({ ...before, command }))}
      />
      <PartNotes part="command" />
      <span className={styles['hint']}>
        {own === '' ? t('run.commandHint') : t('run.commandOwn', { command: own })}
      </span>
    </div>
  )
}
