import '../../i18n/pane-words.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseRun } from '../../../shared/docker-run/parse-run.ts'
import type { RunProblem } from '../../../shared/docker-run/run-problem.ts'
import { type RunSpec, withOption } from '../../../shared/docker-run/run-spec.ts'
import type { ContainerSpec } from '../../../shared/run-contract.ts'
import { closeRunDialog, type RunDialog } from '../../actions/run-dialog-store.ts'
import { takeTypedAhead } from '../../actions/typed-ahead.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { type Draft, draftOf, emptyDraft } from './model/draft.ts'
import { RunWindow } from './run-window.tsx'

type RunDialogsProps = { readonly dialog: RunDialog }

/** The form that runs a container, or changes one. */
export function RunDialogs({ dialog }: RunDialogsProps) {
  useEffect(() => {
    // Keys typed before the form was there were meant for nothing that is: the list must not take them either.
    takeTypedAhead()
  }, [dialog])
  if (dialog.kind === 'edit') return <SettingsOf key={dialog.containerId} id={dialog.containerId} isEdit />
  if (dialog.likeId !== null) return <SettingsOf key={dialog.likeId} id={dialog.likeId} isEdit={false} />
  return <NewDialog {...dialog} />
}

type Beginning = Pick<Extract<RunDialog, { kind: 'run' }>, 'spec' | 'text' | 'image'>

function NewDialog(beginning: Beginning) {
  const { t } = useTranslation()
  const [{ start, pasted }] = useState(() => startOf(beginning))
  return (
    <RunWindow
      title={t('run.title')}
      start={start}
      pasted={pasted}
      editedId={null}
      onClose={closeRunDialog}
    />
  )
}

/** A line that is understood whole fills the form; any other is shown with what is wrong with it. */
function startOf({ spec, text, image }: Beginning): {
  readonly start: Draft
  readonly pasted: string | null
} {
  if (spec !== null) return { start: draftOf(spec), pasted: null }
  if (text === null) return { start: { ...emptyDraft, image: image ?? '' }, pasted: null }
  const parsed = parseRun(text)
  return {
    start: parsed.spec === null ? emptyDraft : draftOf(parsed.spec),
    pasted: parsed.spec !== null && parsed.problems.every(isShownByForm) ? null : text,
  }
}

/** The form tells beside the field what a shell would put in. */
function isShownByForm({ code }: RunProblem): boolean {
  return code === 'variable'
}

type SettingsOfProps = { readonly id: string; readonly isEdit: boolean }

/** The form with the settings of a container that is there, once they are known. */
function SettingsOf({ id, isEdit }: SettingsOfProps) {
  const { t } = useTranslation()
  const { client, containers } = useApp()
  const [known, setKnown] = useState<ContainerSpec | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => {
    const abort = new AbortController()
    client()
      .call('container.spec', { id }, abort.signal)
      .then(setKnown, (failure: unknown) => {
        if (!abort.signal.aborted) setError(failure)
      })
    return () => abort.abort()
  }, [client, id])
  const title = isEdit ? t('run.editTitle', { name: containers.get(id)?.name ?? '' }) : t('run.title')
  if (known !== null) return <Filled known={known} title={title} editedId={isEdit ? id : null} />
  return (
    <Dialog open title={title} onClose={closeRunDialog}>
      {error === null ? <Spinner /> : <ErrorPanel {...describeError(error, t)} />}
    </Dialog>
  )
}

type FilledProps = {
  readonly known: ContainerSpec
  readonly title: string
  readonly editedId: string | null
}

function Filled({ known: { spec, problems }, title, editedId }: FilledProps) {
  const [start] = useState(() => draftOf(editedId === null ? another(spec) : spec))
  // An edit keeps what no option says; another container does not have it.
  const lost = editedId === null ? problems.flatMap(({ value, option }) => value ?? option ?? []) : []
  return (
    <RunWindow
      title={title}
      start={start}
      pasted={null}
      lost={lost}
      editedId={editedId}
      onClose={closeRunDialog}
    />
  )
}

/** The name belongs to the first one. */
function another(spec: RunSpec): RunSpec {
  return withOption(spec, 'name', null)
}
