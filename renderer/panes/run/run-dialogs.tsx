import '../../i18n/pane-words.ts'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseRun } from '../../../shared/docker-run/parse-run.ts'
import type { ContainerSpec } from '../../../shared/run-contract.ts'
import { closeRunDialog, type RunDialog } from '../../actions/run-dialog-store.ts'
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
  return dialog.kind === 'edit' ? (
    <EditDialog key={dialog.containerId} id={dialog.containerId} />
  ) : (
    <NewDialog dialog={dialog} />
  )
}

function NewDialog({ dialog }: { readonly dialog: Extract<RunDialog, { kind: 'run' }> }) {
  const { t } = useTranslation()
  const [{ start, pasted }] = useState(() => startOf(dialog))
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
function startOf({ spec, text, image }: Extract<RunDialog, { kind: 'run' }>): {
  readonly start: Draft
  readonly pasted: string | null
} {
  if (spec !== null) return { start: draftOf(spec), pasted: null }
  if (text !== null) {
    const parsed = parseRun(text)
    const isWhole = parsed.spec !== null && parsed.problems.length === 0
    return { start: parsed.spec === null ? emptyDraft : draftOf(parsed.spec), pasted: isWhole ? null : text }
  }
  return { start: { ...emptyDraft, image: image ?? '' }, pasted: null }
}

function EditDialog({ id }: { readonly id: string }) {
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
  const title = t('run.editTitle', { name: containers.get(id)?.name ?? '' })
  if (known === null) {
    return (
      <Dialog open title={title} onClose={closeRunDialog}>
        {error === null ? <Spinner /> : <ErrorPanel {...describeError(error, t)} />}
      </Dialog>
    )
  }
  return <Filled known={known} title={title} id={id} />
}

function Filled({
  known,
  title,
  id,
}: {
  readonly known: ContainerSpec
  readonly title: string
  readonly id: string
}) {
  const [start] = useState(() => draftOf(known.spec))
  return <RunWindow title={title} start={start} pasted={null} editedId={id} onClose={closeRunDialog} />
}
