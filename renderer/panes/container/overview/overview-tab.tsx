import '../../../i18n/pane-words.ts'
import { Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { openEditDialog } from '../../../actions/run-dialog-store.ts'
import { useViewCommand } from '../../../store/companion.ts'
import { useContainerDetails } from '../../../streams/container-details.ts'
import { useImageDetails } from '../../../streams/image-details.ts'
import { Button } from '../../../ui/button.tsx'
import { useDockerCommands } from '../../../use-docker-commands.ts'
import { NoDetails } from '../no-details.tsx'
import { ConnectionFacts } from './connection-facts.tsx'
import { EnvironmentSection } from './environment-section.tsx'
import { GeneralFacts } from './general-facts.tsx'
import { LabelsSection } from './labels-section.tsx'
import styles from './overview-tab.module.css'
import { WhyCard } from './why-card.tsx'

/** What a container is made of, on two columns; above them, why it does not run. */
export function OverviewTab({ container }: { readonly container: Container }) {
  const { details, error } = useContainerDetails(container)
  useViewCommand(useDockerCommands().inspect(container.name))
  if (!details) return <NoDetails error={error} />
  return <Overview container={container} details={details} />
}

type OverviewProps = { readonly container: Container; readonly details: ContainerDetails }

function Overview({ container, details }: OverviewProps) {
  const image = useImageDetails(details.imageId)
  return (
    <div className={styles['tab']}>
      <WhyCard container={container} details={details} />
      <EditBar container={container} />
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <GeneralFacts container={container} details={details} image={image} />
        </div>
        <div className={styles['column']}>
          <ConnectionFacts container={container} details={details} />
          <EnvironmentSection container={container} details={details} image={image} />
          <LabelsSection container={container} details={details} image={image} />
        </div>
      </div>
    </div>
  )
}

function EditBar({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { id, name, mounts } = container
  const count = mounts.filter(({ type }) => type === 'volume').length
  const volumes = count === 0 ? t('overview.editNoVolumes') : t('overview.editVolumes', { count })
  return (
    <div className={styles['edit']}>
      <Button icon={Pencil} aria-label={t('overview.editNamed', { name })} onClick={() => openEditDialog(id)}>
        {t('overview.editTitle')}
      </Button>
      <p>{t('overview.editNote', { volumes })}</p>
    </div>
  )
}
