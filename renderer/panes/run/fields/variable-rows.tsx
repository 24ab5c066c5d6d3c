import { FileText, Plus, TextCursorInput } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseEnvFile, printEnv } from '../../../../shared/docker-run/values/env.ts'
import { notify } from '../../../store/notices.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useRows } from '../form/use-rows.ts'
import { variableRow, variableValue } from '../model/rows.ts'
import { FormRow } from '../parts/form-row.tsx'
import { ManyRows } from '../parts/many-rows.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import styles from './fields.module.css'
import { VariableField } from './variable-field.tsx'

/** A file of variables is text; more than this is a mistake. */
const mostBytes = 1_000_000

/** The variables that the program reads: row by row, as text, or out of a file. */
export function VariableRows() {
  const { t } = useTranslation()
  const { draft } = useRunForm()
  const { add } = useRows('variables')
  const [isText, setText] = useState(false)
  return (
    <FormRow label={t('run.variables')}>
      {isText ? (
        <>
          <AsText />
          <TextNotes />
        </>
      ) : (
        <ManyRows rows={draft.variables}>{(row) => <VariableField key={row.id} row={row} />}</ManyRows>
      )}
      <div className={styles['adders']}>
        {!isText && (
          <Button variant="ghost" size="sm" icon={Plus} onClick={() => add(variableRow())}>
            {t('run.addVariable')}
          </Button>
        )}
        <FromFile />
        <Button variant="ghost" size="sm" icon={TextCursorInput} onClick={() => setText(!isText)}>
          {t(isText ? 'run.asRows' : 'run.asText')}
        </Button>
      </div>
      <PartNotes part="env" />
    </FormRow>
  )
}

const mostTextNotes = 5

/** One `NAME=value` per line. Secrets are readable here: the label says so. */
function AsText() {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  const [text, setText] = useState(() => draft.variables.map(variableValue).join('\n'))
  return (
    <TextArea
      label={t('run.variablesAsText')}
      hint={t('run.variablesAsTextHint')}
      rows={Math.min(12, Math.max(4, text.split('\n').length))}
      value={text}
      onChange={(next) => {
        setText(next)
        const lines = next.split('\n').filter((line) => line.trim() !== '')
        edit((before) => ({ ...before, variables: lines.map((line) => variableRow(line)) }))
      }}
    />
  )
}

/** A few variables that need a word: the text has no place beside each of them. */
function TextNotes() {
  const { draft, written, problemsAt } = useRunForm()
  const parts = draft.variables.map(({ id }) => written.parts.get(id) ?? '')
  return parts
    .filter((part) => problemsAt(part).length > 0)
    .slice(0, mostTextNotes)
    .map((part) => <PartNotes key={part} part={part} />)
}

function FromFile() {
  const { t } = useTranslation()
  const { edit } = useRunForm()
  const input = useRef<HTMLInputElement>(null)
  const read = async (file: File) => {
    if (file.size > mostBytes) {
      notify({ tone: 'failed', title: t('run.fileTooBig', { name: file.name }) })
      return
    }
    try {
      const { entries } = parseEnvFile(await file.text())
      const rows = entries.map((entry) => variableRow(printEnv(entry)))
      const names = new Set(rows.map(({ name }) => name))
      edit((before) => ({
        ...before,
        variables: [...before.variables.filter(({ name }) => !names.has(name)), ...rows],
      }))
    } catch {
      notify({ tone: 'failed', title: t('run.fileUnreadable', { name: file.name }) })
    }
  }
  return (
    <>
      <Button variant="ghost" size="sm" icon={FileText} onClick={() => input.current?.click()}>
        {t('run.fromFile')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('run.fromFile')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) void read(file)
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
