import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { isSecretName } from '../../../../shared/secrets.ts'
import type { KnownImage } from '../../../streams/image-details.ts'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/section.tsx'
import styles from './facts.module.css'
import { OriginTable } from './origin-table.tsx'
import { variableOrigins } from './origins.ts'

type Props = {
  readonly container: Container
  readonly details: ContainerDetails
  readonly image: KnownImage
}

/** The variables of the container with their origin; secrets are dots until asked for. */
export function EnvironmentSection({ container, details, image }: Props) {
  const { t } = useTranslation()
  const [showsSecrets, setShowsSecrets] = useState(false)
  const { environment } = details
  const ofImage = image === null || image === 'gone' ? null : image.environment
  const entries = variableOrigins(environment, ofImage, container.compose !== null)
  const hasSecrets = environment.some(({ name }) => isSecretName(name))
  const toggle = (
    <Button
      variant="quiet"
      size="sm"
      icon={showsSecrets ? EyeOff : Eye}
      aria-pressed={showsSecrets}
      onClick={() => setShowsSecrets(!showsSecrets)}
    >
      {t(showsSecrets ? 'overview.hideSecrets' : 'overview.showSecrets')}
    </Button>
  )
  return (
    <Section title={t('overview.environment')} note={hasSecrets ? toggle : undefined}>
      {image === 'gone' && <p className={styles['none']}>{t('overview.imageGone')}</p>}
      {entries.length === 0 ? (
        <p className={styles['none']}>{t('overview.noEnvironment')}</p>
      ) : (
        <OriginTable label={t('overview.environment')} entries={entries} showsSecrets={showsSecrets} />
      )}
    </Section>
  )
}
