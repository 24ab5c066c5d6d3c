import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { describeError } from '../../../messages.ts'
import { useContainerDetails } from '../../../streams/container-details.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { AboutSection } from './about-section.tsx'
import { ConnectionSections } from './connection-sections.tsx'
import { HealthSection } from './health-section.tsx'
import { LastOutputSection } from './last-output-section.tsx'
import styles from './panel-sections.module.css'
import { UsageCards } from './usage-cards.tsx'

/** Health checks pass without an event; the ticks are asked for this often. */
const healthRefreshMs = 5_000

/** The overview: what one wants to know before opening anything. */
export function PanelSections({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const hasHealth = container.health !== 'none' && container.state === 'running'
  const { details, error } = useContainerDetails(container, hasHealth ? healthRefreshMs : null)
  const message = error === null || details !== null ? null : describeError(error, t)
  return (
    <div
      className={styles['sections']}
      role="tabpanel"
      id="panel-overview"
      aria-labelledby="tab-overview"
      tabIndex={-1}
    >
      <UsageCards container={container} />
      {message && (
        <div className={styles['error']}>
          <ErrorPanel title={message.title} text={message.text} details={message.details} />
        </div>
      )}
      {details?.health && <HealthSection health={details.health} />}
      <ConnectionSections container={container} details={details} />
      <AboutSection container={container} />
      <LastOutputSection key={container.id} container={container} />
    </div>
  )
}
