import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../shared/errors.ts'
import type { Task, TaskOutcome, TaskPart, TaskResult } from '../../shared/task.ts'
import { useApp } from '../app-context.ts'
import { formatDecimalBytes, shortId } from '../format.ts'
import { useNow } from '../hooks/use-now.ts'
import { describeError } from '../messages.ts'
import { CommandLine } from '../ui/command-line.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import styles from './task-list.module.css'

/** How often the output of a running task is read again. */
const outputMs = 1_000

type TaskDetailsProps = { readonly task: Task; readonly what: string }

/** The command that does the same, the parts, what came of it or why not, and the output. */
export function TaskDetails({ task, what }: TaskDetailsProps) {
  const { t } = useTranslation()
  const { error, result, command, progress } = task
  const why = error === null ? null : describeError(EngineError.fromData(error), t)
  return (
    <section className={styles['details']} aria-label={t('tasks.details', { what })}>
      <div className={styles['command']}>
        <CommandLine command={command} />
        <CopyButton text={command} label={t('tasks.copyCommand')} />
      </div>
      {why && <ErrorPanel title={t('tasks.why')} text={why.text} details={why.details} />}
      {progress.parts.length > 0 && task.state === 'running' && <Parts parts={progress.parts} />}
      {result && <Result result={result} />}
      <Output task={task} />
    </section>
  )
}

function Parts({ parts }: { readonly parts: readonly TaskPart[] }) {
  const { t } = useTranslation()
  return (
    <ul className={styles['parts']} aria-label={t('tasks.parts')}>
      {parts.map(({ id, phase, doneBytes, totalBytes }) => (
        <li key={id} className={styles['part']}>
          <code lang="en">{shortId(id)}</code>
          <span className={styles['phase']}>{t(`tasks.phase.${phase}`)}</span>
          <span className={styles['amount']}>
            {doneBytes !== null &&
              totalBytes !== null &&
              t('tasks.bytesOf', {
                done: formatDecimalBytes(doneBytes),
                total: formatDecimalBytes(totalBytes),
              })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Result({ result }: { readonly result: TaskResult }) {
  const { t } = useTranslation()
  const facts = resultFacts(result, t)
  const failed = result.outcomes?.filter(({ error }) => error !== null) ?? []
  return (
    <>
      {facts.length > 0 && (
        <dl className={styles['result']} aria-label={t('tasks.result')}>
          {facts.map(([label, value]) => (
            <div key={label} className={styles['fact']}>
              <dt>{label}</dt>
              <dd lang="en">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {failed.slice(0, mostOutcomes).map(({ kind, id, name, error }) => (
        <p key={`${kind} ${id}`} className={styles['why']}>
          {t('tasks.outcomeFailed', {
            name,
            reason: describeError(error && EngineError.fromData(error), t).text,
          })}
        </p>
      ))}
    </>
  )
}

function resultFacts(result: TaskResult, t: TFunction): readonly (readonly [label: string, value: string])[] {
  const { references, imageIds, digest, sha256, bytes, outcomes } = result
  const facts: readonly (readonly [string, string | undefined])[] = [
    [t('tasks.references'), references?.join('\n')],
    [t('tasks.imageIds'), imageIds?.map(shortId).join('\n')],
    [t('tasks.digest'), digest],
    [t('tasks.sha256'), sha256],
    [t('tasks.written'), bytes === undefined ? undefined : formatDecimalBytes(bytes)],
    [t('tasks.outcomes'), outcomes && firstNames(outcomes, t)],
  ]
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined)
}

/** A clean-up may be about thousands. */
const mostOutcomes = 20

function firstNames(outcomes: readonly TaskOutcome[], t: TFunction): string {
  const names = outcomes.slice(0, mostOutcomes).map(({ name }) => name)
  const more = outcomes.length - names.length
  return [...names, ...(more > 0 ? [t('tasks.andMore', { count: more })] : [])].join('\n')
}

function Output({ task }: { readonly task: Task }) {
  const { t } = useTranslation()
  const lines = useOutput(task)
  const text = lines?.join('\n') ?? ''
  if (text === '') return null
  return (
    <div className={styles['outputBox']}>
      {/* A list that scrolls must be reachable by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles['output']} aria-label={t('tasks.output')} tabIndex={0} lang="en">
        {text}
      </pre>
      <CopyButton text={text} label={t('tasks.copyOutput')} />
    </div>
  )
}

/** The last lines; null until they are read. */
function useOutput({ id, state }: Task): readonly string[] | null {
  const app = useApp()
  const [lines, setLines] = useState<readonly string[] | null>(null)
  const nowMs = useNow(outputMs)
  const turn = state === 'running' ? nowMs : 0
  useEffect(() => {
    const controller = new AbortController()
    const read = async () => {
      try {
        setLines(await app.client().call('task.output', { id }, controller.signal))
      } catch {
        // It was forgotten meanwhile, or the link is lost: what is shown stays.
      }
    }
    void read()
    return () => controller.abort()
  }, [app, id, state, turn])
  return lines
}
