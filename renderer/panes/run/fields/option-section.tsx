import { useTranslation } from 'react-i18next'
import { useRunForm } from '../form/form-context.ts'
import { isInForm } from '../model/draft.ts'
import { genericOptions, isUsual, type SectionId } from '../model/places.ts'
import styles from './fields.module.css'
import { OptionField } from './option-field.tsx'

type OptionSectionProps = { readonly section: SectionId }

/** The options of a section: the usual ones and those that are set, the others folded away. */
export function OptionSection({ section }: OptionSectionProps) {
  const { t } = useTranslation()
  const { draft } = useRunForm()
  const options = genericOptions(section)
  const rare = options.filter((option) => !isUsual(option))
  const hasRare = rare.some(({ name }) => isInForm(draft, name))
  return (
    <>
      <div className={styles['options']}>
        {options.filter(isUsual).map((option) => (
          <OptionField key={option.name} option={option} />
        ))}
      </div>
      {rare.length > 0 && (
        <details className={styles['fold']} open={hasRare || undefined}>
          <summary>{t('run.moreOptions', { count: rare.length })}</summary>
          <div className={styles['options']}>
            {rare.map((option) => (
              <OptionField key={option.name} option={option} />
            ))}
          </div>
        </details>
      )}
    </>
  )
}
