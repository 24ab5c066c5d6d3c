import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { useRunForm } from '../form/form-context.ts'
import { withText } from '../model/draft.ts'
import { type SectionId, sections } from '../model/places.ts'
import { FormInput } from '../parts/form-input.tsx'
import { FormRow } from '../parts/form-row.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import { AdvancedSection } from './advanced-section.tsx'
import { CommandField } from './command-field.tsx'
import styles from './fields.module.css'
import { ImageField } from './image-field.tsx'
import { MountRows } from './mount-rows.tsx'
import { NetworkRows } from './network-rows.tsx'
import { OptionSection } from './option-section.tsx'
import { PortRows } from './port-rows.tsx'
import { RestartField } from './restart-field.tsx'
import { VariableRows } from './variable-rows.tsx'

/** All fields: what everybody sets first, then the sections that were asked for. */
export function FormBody() {
  const { t } = useTranslation()
  const { openSections } = useRunForm()
  return (
    <>
      <ImageField />
      <NameField />
      <PortRows />
      <VariableRows />
      <MountRows />
      <RestartField />
      {sections
        .filter((section) => section !== 'main' && openSections.has(section))
        .map((section) => (
          <div key={section} data-section={section}>
            <FormRow label={t(`run.section.${section}`)}>
              <Section section={section} />
            </FormRow>
          </div>
        ))}
      <MoreSections />
    </>
  )
}

function NameField() {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  return (
    <FormRow label={t('run.name')}>
      <div data-part="name">
        <FormInput
          label={t('run.name')}
          placeholder={t('run.namePlaceholder')}
          part="name"
          value={draft.texts['name'] ?? ''}
          onChange={(name) => edit((before) => withText(before, 'name', name))}
        />
      </div>
      <PartNotes part="name" />
    </FormRow>
  )
}

function Section({ section }: { readonly section: SectionId }) {
  if (section === 'advanced') return <AdvancedSection />
  return (
    <>
      {section === 'network' && <NetworkRows />}
      {section === 'command' && <CommandField />}
      <OptionSection section={section} />
    </>
  )
}

function MoreSections() {
  const { t } = useTranslation()
  const { openSections, openSection } = useRunForm()
  const closed = sections.filter((section) => !openSections.has(section))
  if (closed.length === 0) return null
  const open = (section: SectionId) => {
    openSection(section)
    requestAnimationFrame(() => {
      const place = document.querySelector(`[data-section="${section}"]`)
      place?.scrollIntoView({ block: 'nearest' })
      place?.querySelector<HTMLElement>('input, select, button')?.focus()
    })
  }
  return (
    <FormRow label={t('run.more')}>
      <div className={styles['chips']}>
        {closed.map((section) => (
          <Button key={section} variant="quiet" size="sm" icon={Plus} onClick={() => open(section)}>
            {t(`run.section.${section}`)}
          </Button>
        ))}
      </div>
    </FormRow>
  )
}
