import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunOption } from '../../../../shared/docker-run/run-options.ts'
import type { EngineInfo } from '../../../../shared/engine.ts'
import { formatBinaryBytes } from '../../../format.ts'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { useRunForm } from '../form/form-context.ts'
import { withList, withSwitch, withText } from '../model/draft.ts'
import { exampleOf } from '../model/examples.ts'
import { type TextRow, textRow } from '../model/rows.ts'
import { FormInput } from '../parts/form-input.tsx'
import { ManyRows } from '../parts/many-rows.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import styles from './fields.module.css'

type OptionFieldProps = { readonly option: RunOption }

/** The field of any option, made from what the table says of it, with what it does. */
export function OptionField({ option }: OptionFieldProps) {
  const { t } = useTranslation()
  const { engine } = useRunForm()
  const { name, kind } = option
  const total = totalOf(name, engine)
  return (
    <div className={classNames(styles['option'], kind === 'list' && styles['full'])}>
      {kind === 'switch' ? (
        <Switch option={option} />
      ) : (
        <span className={styles['optionName']} lang="en" aria-hidden>
          --{name}
        </span>
      )}
      {kind === 'text' && <Text option={option} />}
      {kind === 'list' && <List option={option} />}
      <span className={styles['hint']}>
        {t(`runOptions.${name}`)}
        {total !== null && ` ${t('run.engineHas', { total })}`}
        {option.platform === 'windows' && ` ${t('run.onlyWindows')}`}
        {option.deprecated && ` ${t('run.isDeprecated')}`}
      </span>
    </div>
  )
}

/** How much of it the engine's machine has. */
function totalOf(name: string, engine: EngineInfo | null): string | null {
  if (engine === null) return null
  if (name === 'cpus') return String(engine.cpuCount)
  return name === 'memory' ? formatBinaryBytes(engine.memoryBytes) : null
}

function Switch({ option: { name } }: OptionFieldProps) {
  const { draft, edit } = useRunForm()
  const isOn = draft.switches[name] ?? name === 'sig-proxy'
  return (
    <div data-part={name} lang="en">
      <Checkbox
        label={`--${name}`}
        checked={isOn}
        onChange={(next) => edit((before) => withSwitch(before, name, next))}
      />
      <PartNotes part={name} />
    </div>
  )
}

function Text({ option }: OptionFieldProps) {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  const { name, value: grammar, choices } = option
  const text = draft.texts[name] ?? ''
  const set = (next: string) => edit((before) => withText(before, name, next))
  const isClosed = grammar === 'choice' && (text === '' || choices.includes(text))
  return (
    <div data-part={name} className={styles['item']}>
      {isClosed ? (
        <Select
          label={`--${name}`}
          isLabelHidden
          value={text}
          options={[{ id: '', label: t('run.notSet') }, ...choices.map((id) => ({ id, label: id }))]}
          onChange={set}
        />
      ) : (
        <FormInput
          label={`--${name}`}
          placeholder={name in draft.texts ? t('run.emptyText') : exampleOf(option)}
          part={name}
          value={text}
          onChange={set}
        />
      )}
      <PartNotes part={name} />
    </div>
  )
}

function List({ option }: OptionFieldProps) {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  const { name } = option
  const rows = draft.lists[name] ?? []
  const set = (next: readonly TextRow[]) => edit((before) => withList(before, name, next))
  return (
    <div data-part={name} className={styles['item']}>
      <ManyRows rows={rows}>
        {(row) => (
          <ListRow
            key={row.id}
            option={option}
            row={row}
            onChange={(text) => set(rows.map((each) => (each.id === row.id ? { ...each, text } : each)))}
            onRemove={() => set(rows.filter((each) => each.id !== row.id))}
          />
        )}
      </ManyRows>
      <div>
        <Button
          variant="ghost"
          size="sm"
          icon={Plus}
          aria-label={t('run.addValue', { option: `--${name}` })}
          onClick={() => set([...rows, textRow()])}
        >
          {t('run.add')}
        </Button>
      </div>
      <PartNotes part={name} />
    </div>
  )
}

type ListRowProps = OptionFieldProps & {
  readonly row: TextRow
  readonly onChange: (text: string) => void
  readonly onRemove: () => void
}

function ListRow({ option, row, onChange, onRemove }: ListRowProps) {
  const { t } = useTranslation()
  const { written } = useRunForm()
  const part = written.parts.get(row.id) ?? ''
  const [name = '', value = ''] = splitPair(row.text)
  return (
    <div data-part={part} data-row={row.id} className={styles['item']}>
      {option.value === 'label' ? (
        <div className={styles['pair']}>
          <FormInput
            label={t('run.labelName')}
            placeholder="com.example.team"
            part={part}
            value={name}
            onChange={(next) => onChange(value === '' ? next : `${next}=${value}`)}
          />
          <FormInput
            label={t('run.labelValue', { name })}
            part={part}
            value={value}
            onChange={(next) => onChange(`${name}=${next}`)}
          />
          <IconButton label={t('run.removeValue', { value: row.text })} icon={X} onClick={onRemove} />
        </div>
      ) : (
        <div className={styles['value']}>
          <FormInput
            label={`--${option.name}`}
            placeholder={exampleOf(option)}
            part={part}
            value={row.text}
            onChange={onChange}
          />
          <IconButton label={t('run.removeValue', { value: row.text })} icon={X} onClick={onRemove} />
        </div>
      )}
      <PartNotes part={part} />
    </div>
  )
}

function splitPair(text: string): readonly string[] {
  const at = text.indexOf('=')
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
