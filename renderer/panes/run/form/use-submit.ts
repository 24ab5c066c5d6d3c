import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../../shared/errors.ts'
import type { Task } from '../../../../shared/task.ts'
import { followReplacement } from '../../../actions/bin/follow-replacement.ts'
import { useApp } from '../../../app-context.ts'
import { describeError } from '../../../messages.ts'
import { useBinSettings } from '../../../store/bin-settings.ts'
import { rememberRun } from '../model/run-memory.ts'
import type { FormState } from './use-form-state.ts'
import { pullPolicyOf, type RunTask, useRunTask } from './use-run-task.ts'

export type Submit = RunTask & {
  /** Runs the new container, or changes the old one; with a problem it goes to the field instead. */
  readonly run: () => void
  /** Makes the container without starting it. */
  readonly create: () => void
  readonly showAll: () => void
}

/** What the form's buttons do. */
export function useSubmit(form: FormState, onClose: () => void): Submit {
  const { t } = useTranslation()
  const app = useApp()
  const { client } = app
  const { problems, written, editedId } = form
  const { spec } = written
  const task = useRunTask({
    onDone: (done: Task) => {
      rememberRun(spec.options.name ?? spec.image, spec, done.endedAtMs ?? done.startedAtMs)
      onClose()
    },
    onFailed: (error) => {
      const option = error instanceof EngineError ? error.data.option : null
      if (option !== null) form.refuse(option, refusalText(error, t))
    },
  })
  const begin = (isStarted: boolean) => {
    const [first] = problems
    if (task.isWorking) return
    if (first !== undefined) {
      form.showAll()
      form.focusPart(first.part)
      return
    }
    const pull = pullPolicyOf(spec)
    task.start(async () => {
      if (editedId === null) return client().call('container.run', { spec, start: isStarted, pull })
      const { keepDays } = useBinSettings.getState()
      const started = await client().call('container.edit', { id: editedId, spec, pull, keepDays })
      followReplacement(app, started.taskId, editedId)
      return started
    })
  }
  return { ...task, run: () => begin(true), create: () => begin(false), showAll: form.showAll }
}

/** What stands in the way by name, where the engine side found it, else the general reason. */
function refusalText(error: unknown, t: TFunction): string {
  const data = error instanceof EngineError ? error.data : null
  if (data?.code === 'conflict' && data.subject) {
    return t('run.heldBy', { name: data.subject.name ?? data.subject.id })
  }
  if (data?.code === 'not-found' && data.subject) {
    return t('run.missing', { name: data.subject.name ?? data.subject.id })
  }
  return describeError(error, t).text
}
