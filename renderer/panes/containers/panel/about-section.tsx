import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import { deriveState } from '../../../container-state.ts'
import { exitSentence } from '../../../container-words.ts'
import { formatDateTime, shortId } from '../../../format.ts'
import { KeyValue } from '../../../ui/key-value.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'

/** Identity, age, how it ended and what restarts it. */
export function AboutSection({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const { runtime } = container
  const ended = exitSentence(deriveState(container, 0), container, t)
  const policy = runtime?.restartPolicy || 'no'
  return (
    <Section title={t('containers.panel.facts')}>
      <KeyValueList>
        {ended !== null && <KeyValue label={t('containers.panel.ended')} value={ended} />}
        {runtime && runtime.error !== '' && (
          <KeyValue
            label={t('containers.panel.engineError')}
            value={runtime.error}
            copyText={runtime.error}
          />
        )}
        <KeyValue
          label={t('containers.panel.id')}
          value={shortId(container.id)}
          isMono
          copyText={container.id}
        />
        <KeyValue label={t('containers.panel.created')} value={formatDateTime(container.createdAtMs)} />
        <KeyValue
          label={t('containers.panel.policy')}
          value={
            runtime && runtime.restartCount > 0
              ? `${policy}, ${t('containers.panel.restarted', { count: runtime.restartCount })}`
              : policy
          }
        />
      </KeyValueList>
    </Section>
  )
}
