import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useContainersView } from '../../../store/containers-view.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { nameProblem, presentChoices, saveView, setDefaultView } from './saved-views.ts'
import { useViewSummary } from './use-view-summary.ts'
import styles from './views.module.css'

/** Asks for the name of a new view and says what it will hold. */
export function SaveViewDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const views = useContainersView((view) => view.savedViews)
  const [name, setName] = useState('')
  const [isDefault, setIsDefault] = useState(false)
  const [isTouched, setIsTouched] = useState(false)
  const problem = nameProblem(name, views, null)
  const why = problem && t(`views.problem.${problem}`)
  const summary = useViewSummary()(presentChoices())
  const save = (event: FormEvent) => {
    event.preventDefault()
    setIsTouched(true)
    if (problem !== null) return
    saveView(name)
    if (isDefault) setDefaultView(name.trim())
    onClose()
  }
  return (
    <Dialog
      open
      title={t('views.save.title')}
      onClose={onClose}
      initialFocus={field}
      footer={
        <>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" form={id} size="lg" variant="primary" disabledReason={why}>
            {t('views.save.confirm')}
          </Button>
        </>
      }
    >
      <form id={id} className={styles['form']} onSubmit={save}>
        <TextField
          label={t('views.name')}
          value={name}
          onChange={(next) => {
            setName(next)
            setIsTouched(true)
          }}
          error={isTouched ? why : null}
          inputRef={field}
        />
        <Checkbox label={t('views.openWith')} checked={isDefault} onChange={setIsDefault} />
        <p className={styles['summary']}>{t('views.save.holds', { summary })}</p>
      </form>
    </Dialog>
  )
}
