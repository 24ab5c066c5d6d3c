import { Dialog as Base } from '@base-ui/react/dialog'
import { ClipboardPaste, X } from 'lucide-react'
import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseRun } from '../../../shared/docker-run/parse-run.ts'
import { EngineError } from '../../../shared/errors.ts'
import { describeError } from '../../messages.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import dialogStyles from '../../ui/dialog.module.css'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { CommandStrip } from './command-strip.tsx'
import { EditNote } from './edit-note.tsx'
import { FormBody } from './fields/form-body.tsx'
import { RunFormProvider } from './form/form-context.ts'
import { useEditPlan } from './form/use-edit-plan.ts'
import { type FormState, useFormState } from './form/use-form-state.ts'
import { useSubmit } from './form/use-submit.ts'
import { ImageAside } from './image-aside.tsx'
import { type Draft, draftOf } from './model/draft.ts'
import { PastePanel } from './paste-panel.tsx'
import { RunFooter } from './run-footer.tsx'
import { RunProgress } from './run-progress.tsx'
import styles from './run-window.module.css'

type RunWindowProps = {
  readonly title: string
  readonly start: Draft
  /** What was pasted elsewhere, to be read at once. */
  readonly pasted: string | null
  /** What a container has that no option says. */
  readonly lost?: readonly string[] | undefined
  readonly editedId: string | null
  readonly onClose: () => void
}

/** The window of the form: fields, what the image expects, the command, and what is done with it. */
export function RunWindow({ title, start, pasted, lost = [], editedId, onClose }: RunWindowProps) {
  const { t } = useTranslation()
  const form = useFormState(start, editedId)
  const plan = useEditPlan(editedId, form.written.spec, form.problems.length === 0)
  const submit = useSubmit(form, onClose)
  const [isPasting, setPasting] = useState(pasted !== null)
  const [isLeaving, setLeaving] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const leave = () => {
    if (form.isChanged && !submit.isWorking) setLeaving(true)
    else onClose()
  }
  const fill = (draft: Draft) => {
    form.replace(draft)
    submit.forget()
    setPasting(false)
    body.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus()
  }
  return (
    <RunFormProvider value={form}>
      <Base.Root open onOpenChange={(isOpen) => !isOpen && leave()}>
        <Base.Portal>
          <Base.Backdrop className={dialogStyles['scrim']} />
          <Base.Viewport className={dialogStyles['viewport']}>
            <Base.Popup
              className={styles['popup']}
              initialFocus={() => document.querySelector<HTMLElement>('[data-autofocus]')}
              onKeyDown={submitKey(submit.run)}
            >
              <header className={styles['header']}>
                <Base.Title className={styles['title']}>{title}</Base.Title>
                {!isPasting && (
                  <Button variant="ghost" icon={ClipboardPaste} onClick={() => setPasting(true)}>
                    {t('run.paste')}
                  </Button>
                )}
                <IconButton label={t('common.close')} icon={X} shortcut="Esc" onClick={leave} />
              </header>
              {isPasting && (
                <PastePanel start={pasted ?? ''} onFill={fill} onClose={() => setPasting(false)} />
              )}
              {plan && <EditNote plan={plan} />}
              <div className={styles['columns']} inert={submit.isWorking}>
                <div
                  ref={body}
                  className={styles['body']}
                  data-scroller=""
                  onFocus={trackFocus(form)}
                  onPasteCapture={(event) => pasteCommand(event, fill)}
                >
                  <Failure error={submit.error} />
                  <Filled form={form} />
                  {lost.length > 0 && (
                    <div className={styles['banner']}>
                      <Banner tone="warn">{t('run.lost', { what: lost.join(', ') })}</Banner>
                    </div>
                  )}
                  <FormBody />
                </div>
                <ImageAside onFill={fill} />
              </div>
              {submit.isWorking ? <RunProgress task={submit.task} /> : <CommandStrip />}
              <RunFooter submit={submit} plan={plan} onLeave={leave} />
            </Base.Popup>
          </Base.Viewport>
        </Base.Portal>
      </Base.Root>
      <ConfirmDialog
        open={isLeaving}
        title={t('run.discardTitle')}
        confirmLabel={t('run.discard')}
        tone="destroy"
        isWorking={false}
        onConfirm={onClose}
        onClose={() => setLeaving(false)}
      >
        {t('run.discardText')}
      </ConfirmDialog>
    </RunFormProvider>
  )
}

function submitKey(run: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    run()
  }
}

/** Which field the focus is in, for the strip and the note beside the form. */
function trackFocus({ setFocused }: FormState) {
  return ({ target }: FocusEvent) =>
    setFocused(target.closest('[data-part]')?.getAttribute('data-part') || null)
}

const runLine = /^\s*(?:\$\s+)?(?:sudo\s+)?(?:docker|podman)\s+(?:container\s+)?(?:run|create)\s/

/** A docker run line pasted into any field is meant for the whole form. */
function pasteCommand(event: ClipboardEvent, fill: (draft: Draft) => void): void {
  const text = event.clipboardData.getData('text')
  if (!runLine.test(text)) return
  const { spec } = parseRun(text)
  if (spec === null) return
  event.preventDefault()
  event.stopPropagation()
  fill(draftOf(spec))
}

function Failure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (error === null) return null
  const { title, text, details } = describeError(error, t)
  // Where it is about a field, the reason stands there.
  const isAtField = error instanceof EngineError && error.data.option !== null
  return <ErrorPanel title={title} text={isAtField ? undefined : text} details={details} />
}

/** After the form was filled at once, what stood in it before can come back. */
function Filled({ form }: { readonly form: FormState }) {
  const { t } = useTranslation()
  const { undo, draft } = form
  if (undo === null) return null
  const { length } = draft.unknown
  return (
    <div className={styles['banner']}>
      <Banner
        tone={length > 0 ? 'warn' : 'info'}
        actions={
          <Button size="sm" onClick={undo}>
            {t('run.undoFill')}
          </Button>
        }
      >
        {length > 0 ? t('run.filledUnknown', { count: length }) : t('run.filled')}
      </Banner>
    </div>
  )
}
