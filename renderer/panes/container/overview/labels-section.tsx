import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import type { KnownImage } from '../../../streams/image-details.ts'
import { Section } from '../../../ui/section.tsx'
import styles from './facts.module.css'
import { OriginTable } from './origin-table.tsx'
import { labelOrigins } from './origins.ts'

type Props = {
  readonly container: Container
  readonly details: ContainerDetails
  readonly image: KnownImage
}

/** The labels of the container with their origin; Compose's own are folded away. */
export function LabelsSection({ container, details, image }: Props) {
  const { t } = useTranslation()
  const ofImage = image === null || image === 'gone' ? null : image.labels
  const { own, compose } = labelOrigins(details.labels, ofImage, container.compose !== null)
  return (
    <Section title={t('overview.labels')}>
      {own.length + compose.length === 0 && <p className={styles['none']}>{t('overview.noLabels')}</p>}
      {own.length > 0 && <OriginTable label={t('overview.labels')} entries={own} showsSecrets={false} />}
      {compose.length > 0 && (
        <details className={styles['fold']}>
          <summary>{t('overview.composeLabels', { count: compose.length })}</summary>
          <OriginTable
            label={t('overview.composeLabels', { count: compose.length })}
            entries={compose}
            showsSecrets={false}
          />
        </details>
      )}
    </Section>
  )
}
