import { useTranslation } from 'react-i18next'
import { Segmented } from '../../../ui/segmented.tsx'
import { useRunForm } from '../form/form-context.ts'
import { withText } from '../model/draft.ts'
import { FormInput } from '../parts/form-input.tsx'
import { FormRow } from '../parts/form-row.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import styles from './fields.module.css'

const policies = ['no', 'on-failure', 'unless-stopped', 'always'] as const
type Policy = (typeof policies)[number]

/** What happens when the program ends. */
export function RestartField() {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  const text = draft.texts['restart'] ?? 'no'
  const [word = '', retries = ''] = text.split(':')
  const policy: Policy = policies.find((each) => each === word) ?? 'no'
  const isKnown = policy === word
  const set = (value: string) => edit((before) => withText(before, 'restart', value === 'no' ? '' : value))
  return (
    <FormRow label={t('run.restart')}>
      <div data-part="restart" className={styles['chips']}>
        <Segmented
          label={t('run.restart')}
          value={policy}
          onChange={set}
          options={policies.map((id) => ({ id, label: t(`run.policy.${id}`) }))}
        />
        {policy === 'on-failure' && (
          <span className={styles['retries']}>
            <FormInput
              label={t('run.retries')}
              placeholder={t('run.retriesPlaceholder')}
              part="restart"
              inputMode="numeric"
              value={retries}
              onChange={(number) => set(number === '' ? 'on-failure' : `on-failure:${number}`)}
            />
          </span>
        )}
        {!isKnown && <FormInput label={t('run.restart')} part="restart" value={text} onChange={set} />}
      </div>
      <PartNotes part="restart" />
    </FormRow>
  )
}
