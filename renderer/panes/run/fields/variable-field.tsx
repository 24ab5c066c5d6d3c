import { Eye, EyeOff, X } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSecretName } from '../../../../shared/secrets.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useRows } from '../form/use-rows.ts'
import { type VariableRow, variableRow } from '../model/rows.ts'
import { FormInput } from '../parts/form-input.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import styles from './fields.module.css'

type VariableFieldProps = { readonly row: VariableRow }

/** One variable. The value of a secret is dots until it is asked for; many pasted lines become rows. */
export function VariableField({ row }: VariableFieldProps) {
  const { t } = useTranslation()
  const { written, edit } = useRunForm()
  const { add, change, remove, removeKey } = useRows('variables')
  const [isRevealed, setRevealed] = useState(false)
  const part = written.parts.get(row.id) ?? ''
  const isSecret = isSecretName(row.name)
  const press = (event: KeyboardEvent) => {
    removeKey(row)(event)
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    add(variableRow())
  }
  const paste = (event: ClipboardEvent) => {
    const lines = event.clipboardData
      .getData('text')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
    if (row.name !== '' || !lines.every((line) => line.includes('='))) return
    event.preventDefault()
    const rows = lines.map((line) => variableRow(line.replace(/^export\s+/, '')))
    edit((draft) => ({
      ...draft,
      variables: draft.variables.flatMap((each) => (each.id === row.id ? rows : [each])),
    }))
  }
  return (
    <div data-part={part} data-row={row.id} className={styles['item']}>
      <div className={styles['variable']}>
        <FormInput
          label={t('run.variableName')}
          placeholder={t('run.variableExample')}
          part={part}
          value={row.name}
          onChange={(name) => change(row, { name })}
          onKeyDown={press}
          onPaste={paste}
        />
        <div className={styles['secret']}>
          <FormInput
            label={t('run.variableValue', { name: row.name })}
            placeholder={row.value === null ? t('run.fromShell') : ''}
            type={isSecret && !isRevealed ? 'password' : 'text'}
            part={part}
            value={row.value ?? ''}
            onChange={(value) => change(row, { value })}
            onKeyDown={press}
          />
          {isSecret && (
            <IconButton
              size="sm"
              icon={isRevealed ? EyeOff : Eye}
              label={t(isRevealed ? 'run.hideValue' : 'run.showValue', { name: row.name })}
              onClick={() => setRevealed(!isRevealed)}
            />
          )}
        </div>
        <IconButton
          label={t('run.removeVariable', { name: row.name })}
          icon={X}
          onClick={() => remove(row)}
        />
      </div>
      <PartNotes part={part} />
    </div>
  )
}
