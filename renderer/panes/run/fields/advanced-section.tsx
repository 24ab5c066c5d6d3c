import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type OptionGroup, optionGroups, type RunOption } from '../../../../shared/docker-run/run-options.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { useRunForm } from '../form/form-context.ts'
import { isInForm } from '../model/draft.ts'
import { genericOptions, sections } from '../model/places.ts'
import styles from './fields.module.css'
import { OptionField } from './option-field.tsx'

/** Every option that few people set, by subject; the search looks through all of them, of other sections too. */
export function AdvancedSection() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const words = text.trim().toLowerCase().replace(/^--/, '')
  const found = sections
    .flatMap(genericOptions)
    .filter(({ name }) => name.includes(words) || t(`runOptions.${name}`).toLowerCase().includes(words))
  return (
    <>
      <Unknown />
      <div>
        <SearchField
          label={t('run.findOption')}
          placeholder={t('run.findOption')}
          value={text}
          onChange={setText}
          resultCount={String(found.length)}
        />
      </div>
      {words === '' ? <Groups /> : <Options options={found} />}
    </>
  )
}

function Options({ options }: { readonly options: readonly RunOption[] }) {
  return (
    <div className={styles['options']}>
      {options.map((option) => (
        <OptionField key={option.name} option={option} />
      ))}
    </div>
  )
}

function Groups() {
  const options = genericOptions('advanced')
  return optionGroups.map((group) => (
    <Group key={group} group={group} options={options.filter((option) => option.group === group)} />
  ))
}

type GroupProps = { readonly group: OptionGroup; readonly options: readonly RunOption[] }

function Group({ group, options }: GroupProps) {
  const { t } = useTranslation()
  const { draft } = useRunForm()
  if (options.length === 0) return null
  const isSet = options.some(({ name }) => name !== 'detach' && isInForm(draft, name))
  return (
    <details className={styles['fold']} open={isSet || undefined}>
      <summary>{t(`run.group.${group}`)}</summary>
      {group === 'terminal' && <p className={styles['hint']}>{t('run.terminalNote')}</p>}
      <Options options={options} />
    </details>
  )
}

/** Flags that docker does not know, as they were pasted: kept until somebody takes them away. */
function Unknown() {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  if (draft.unknown.length === 0) return null
  return (
    <div role="group" data-part="unknown" aria-label={t('run.unknownFlags')} className={styles['option']}>
      <span className={styles['hint']}>{t('run.unknownFlagsNote')}</span>
      {draft.unknown.map((flag, index) => (
        <div key={`${index}-${flag.text}`} className={styles['value']}>
          <code className={styles['optionName']}>{flag.text}</code>
          <IconButton
            label={t('run.removeValue', { value: flag.text })}
            icon={X}
            onClick={() =>
              edit((before) => ({ ...before, unknown: before.unknown.filter((each) => each !== flag) }))
            }
          />
        </div>
      ))}
    </div>
  )
}
