import '../../../i18n/pane-words.ts'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { useContainerDetails } from '../../../streams/container-details.ts'
import { useImageDetails } from '../../../streams/image-details.ts'
import { Button } from '../../../ui/button.tsx'
import { SearchField } from '../../../ui/search-field.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import { NoDetails } from '../no-details.tsx'
import frame from '../tab-frame.module.css'
import { InspectSections } from './inspect-sections.tsx'
import { RawJson } from './raw-json.tsx'

const views = ['sections', 'explained', 'raw'] as const

/** Everything the engine knows about one container: as readable sections, and as it came. */
export function InspectTab({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { details, error } = useContainerDetails(container)
  const image = useImageDetails(details?.imageId ?? '')
  const [view, setView] = useState<(typeof views)[number]>('sections')
  const [query, setQuery] = useState('')
  const [showsSecrets, setShowsSecrets] = useState(false)
  useViewCommand(useDockerCommands().inspect(container.name))
  if (!details) return <NoDetails error={error} />
  return (
    <div className={frame['tab']}>
      <div className={frame['bar']}>
        <Segmented
          label={t('inspect.view')}
          value={view}
          onChange={(id) => setView(views.find((one) => one === id) ?? 'sections')}
          options={[
            { id: 'sections', label: t('inspect.sections') },
            { id: 'explained', label: t('inspect.explained') },
            { id: 'raw', label: t('inspect.raw') },
          ]}
        />
        <SearchField
          label={t('inspect.find')}
          placeholder={t('inspect.find')}
          value={query}
          onChange={setQuery}
        />
        <span className={frame['space']} />
        <Button
          variant="quiet"
          size="sm"
          icon={showsSecrets ? EyeOff : Eye}
          aria-pressed={showsSecrets}
          onClick={() => setShowsSecrets((was) => !was)}
        >
          {showsSecrets ? t('inspect.hideSecrets') : t('inspect.showSecrets')}
        </Button>
      </div>
      {view === 'sections' ? (
        <InspectSections container={container} details={details} query={query} showsSecrets={showsSecrets} />
      ) : (
        <RawJson
          text={details.raw}
          query={query}
          showsSecrets={showsSecrets}
          image={image === null || image === 'gone' ? null : image.raw}
          isExplained={view === 'explained'}
        />
      )}
    </div>
  )
}
