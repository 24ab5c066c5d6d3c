import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { useRunForm } from '../form/form-context.ts'
import { withText } from '../model/draft.ts'
import { type FieldProblem, isBlocking } from '../model/field-problems.ts'
import { type PortRival, withHostPort } from '../model/ports.ts'
import { placeSentence } from '../place-words.ts'
import { problemSentence } from '../problem-words.ts'
import { noteId } from './note-id.ts'
import styles from './part-notes.module.css'
import { PlaceNote } from './place-note.tsx'

type PartNotesProps = { readonly part: string }

/** What is wrong with a field, under it, with what would put it right. */
export function PartNotes({ part }: PartNotesProps) {
  const { problemsAt, placedAt } = useRunForm()
  const problems = problemsAt(part)
  const placed = placedAt(part)
  if (problems.length + placed.length === 0) return null
  return (
    <div id={noteId(part)} className={styles['notes']}>
      {problems.map((problem, index) => (
        <span key={index} className={styles[isBlocking(problem) ? 'note' : 'warning']}>
          <StateGlyph glyph={isBlocking(problem) ? 'failed' : 'unhealthy'} size={14} />
          <span>
            <Sentence problem={problem} />
          </span>
        </span>
      ))}
      {placed.map((value, index) => (
        <PlaceNote key={index} value={value} />
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
    case 'place':
      return placeSentence(problem.value, t)
    case 'open-quote':
      return t('run.problem.unclosed-quote')
  }
}

function portSentence(port: number, owner: PortRival, t: TFunction): string {
  if (owner.kind === 'row') return t('run.portTwice', { port })
  if (owner.kind === 'container') return t('run.portTaken', { port, name: owner.name })
  const { name, pid } = owner
  return name === null ? t('run.portOfProgram', { port }) : t('run.portOfNamed', { port, name, pid })
}

function PortNote({ conflict, rowId }: Extract<FieldProblem, { kind: 'port' }>) {
  const { t } = useTranslation()
  const { edit } = useRunForm()
  const { port, owner, free } = conflict
  return (
    <>
      {portSentence(port, owner, t)}{' '}
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
