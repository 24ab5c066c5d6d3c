import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { useRunForm } from '../form/form-context.ts'
import { withText } from '../model/draft.ts'
import type { FieldProblem } from '../model/field-problems.ts'
import { withHostPort } from '../model/ports.ts'
import { problemSentence } from '../problem-words.ts'
import { noteId } from './note-id.ts'
import styles from './part-notes.module.css'

type PartNotesProps = { readonly part: string }

/** What is wrong with a field, under it, with what would put it right. */
export function PartNotes({ part }: PartNotesProps) {
  const problems = useRunForm().problemsAt(part)
  if (problems.length === 0) return null
  return (
    <div id={noteId(part)} className={styles['notes']}>
      {problems.map((problem) => (
        <span key={problem.kind === 'value' ? problem.problem.code : problem.kind} className={styles['note']}>
          <StateGlyph glyph="failed" size={14} />
          <span>
            <Sentence problem={problem} />
          </span>
        </span>
      ))}
    </div>
  )
}

function Sentence({ problem }: { readonly problem: FieldProblem }) {
  const { t } = useTranslation()
  if (problem.kind === 'port') return <PortNote {...problem} />
  if (problem.kind === 'name-taken') return <NameNote {...problem} />
  return problemText(problem, t)
}

function problemText(problem: Exclude<FieldProblem, { kind: 'port' | 'name-taken' }>, t: TFunction): string {
  switch (problem.kind) {
    case 'value':
      return problemSentence(problem.problem, t)
    case 'no-image':
      return t('run.problem.no-image')
    case 'refused':
      return problem.text
    case 'open-quote':
      return t('run.problem.unclosed-quote')
  }
}

function PortNote({ conflict, rowId }: Extract<FieldProblem, { kind: 'port' }>) {
  const { t } = useTranslation()
  const { edit } = useRunForm()
  const { port, owner, free } = conflict
  return (
    <>
      {owner === null ? t('run.portTwice', { port }) : t('run.portTaken', { port, name: owner.name })}{' '}
      {free !== null && (
        <button
          type="button"
          className={styles['way']}
          onClick={() =>
            edit((draft) => ({
              ...draft,
              ports: draft.ports.map((row) => (row.id === rowId ? withHostPort(row, free) : row)),
            }))
          }
        >
          {t('run.useInstead', { value: String(free) })}
        </button>
      )}
    </>
  )
}

function NameNote({ name, free }: Extract<FieldProblem, { kind: 'name-taken' }>) {
  const { t } = useTranslation()
  const { edit } = useRunForm()
  return (
    <>
      {t('run.nameTaken', { name })}{' '}
      <button
        type="button"
        className={styles['way']}
        onClick={() => edit((draft) => withText(draft, 'name', free))}
      >
        {t('run.useInstead', { value: free })}
      </button>
    </>
  )
}
