import { Package } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../../app-context.ts'
import { formatDecimalBytes } from '../../../format.ts'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useHubMatches } from '../form/use-hub-matches.ts'
import { useRunMemory } from '../model/run-memory.ts'
import { FormRow } from '../parts/form-row.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import { SuggestInput, type Suggestion } from '../parts/suggest-input.tsx'
import styles from './fields.module.css'

/** As many as one looks through. */
const most = 8

/** Which image: one of the engine's, one that ran before, one found on Docker Hub, or any reference. */
export function ImageField() {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  const text = draft.image.trim()
  const local = useLocalSuggestions(text)
  const recent = useRecentSuggestions(text)
  const hub = useHubMatches(local.length === 0 ? text : '')
  return (
    <FormRow label={t('run.image')}>
      <div data-part="image">
        <SuggestInput
          label={t('run.image')}
          part="image"
          isFirst
          value={draft.image}
          onChange={(image) => edit((before) => ({ ...before, image }))}
          placeholder="nginx:1.29"
          icon={<Package aria-hidden />}
          badge={<Badge />}
          groups={[
            { label: t('run.recentImages'), items: recent },
            { label: t('run.localImages'), items: local },
            { label: t('run.hubImages'), items: hub.map(({ name }) => ({ text: name })) },
          ]}
        />
      </div>
      <PartNotes part="image" />
    </FormRow>
  )
}

function useLocalSuggestions(text: string): readonly Suggestion[] {
  const { images } = useApp()
  const found: Suggestion[] = []
  for (const { tags, sizeBytes } of images.all()) {
    for (const tag of tags) {
      if (tag.includes(text) && tag !== text) found.push({ text: tag, note: formatDecimalBytes(sizeBytes) })
    }
  }
  return found.toSorted((one, other) => rank(one.text, text) - rank(other.text, text)).slice(0, most)
}

/** What begins with the text before what only has it somewhere. */
function rank(tag: string, text: string): number {
  return tag.startsWith(text) ? 0 : 1
}

function useRecentSuggestions(text: string): readonly Suggestion[] {
  const recent = useRunMemory((memory) => memory.recent)
  const names = new Set(recent.map(({ spec }) => spec.image))
  return [...names]
    .filter((image) => image.includes(text) && image !== text)
    .slice(0, 3)
    .map((image) => ({ text: image }))
}

/** Whether the engine has it. */
function Badge() {
  const { t } = useTranslation()
  const { image } = useRunForm()
  if (image.image !== null) {
    return (
      <span className={styles['badge']}>
        <StateGlyph glyph="done" size={14} />
        {t('run.isLocal', { size: formatDecimalBytes(image.image.sizeBytes) })}
      </span>
    )
  }
  return image.reference === null ? null : <span className={styles['badge']}>{t('run.willBePulled')}</span>
}
