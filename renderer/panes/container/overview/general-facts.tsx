import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import { quoteWord } from '../../../../shared/docker-command.ts'
import { formatBinaryBytes, formatCount, formatDateTime, shortId } from '../../../format.ts'
import type { KnownImage } from '../../../streams/image-details.ts'
import { KeyValue } from '../../../ui/key-value.tsx'
import { KeyValueList } from '../../../ui/key-value-list.tsx'
import { Section } from '../../../ui/section.tsx'

type Props = {
  readonly container: Container
  readonly details: ContainerDetails
  readonly image: KnownImage
}

/** Identity, times and restarts; the program; its limits. */
export function GeneralFacts({ container, details, image }: Props) {
  const { t } = useTranslation()
  const { runtime, compose } = container
  const platform = image && image !== 'gone' ? image.platform : details.platform
  const createdBy = compose
    ? t('overview.byCompose', { project: compose.project, service: compose.service })
    : t('overview.byHand')
  return (
    <>
      <Section title={t('overview.general')}>
        <KeyValueList>
          <KeyValue label={t('overview.id')} value={shortId(details.id)} isMono copyText={details.id} />
          <KeyValue label={t('overview.image')} value={details.image} isMono copyText={details.image} />
          <KeyValue
            label={t('overview.imageId')}
            value={shortId(details.imageId)}
            isMono
            copyText={details.imageId}
          />
          <KeyValue label={t('overview.platform')} value={platform} isMono />
          <KeyValue label={t('overview.created')} value={formatDateTime(details.createdAtMs)} />
          <KeyValue label={t('overview.createdBy')} value={createdBy} />
          <KeyValue label={t('overview.started')} value={time(runtime?.startedAtMs, t)} />
          {container.state !== 'running' && (
            <KeyValue label={t('overview.ended')} value={time(runtime?.finishedAtMs, t)} />
          )}
          <KeyValue label={t('overview.policy')} value={policyWords(runtime?.restartPolicy || 'no', t)} />
          <KeyValue label={t('overview.restarts')} value={restartWords(runtime?.restartCount ?? 0, t)} />
        </KeyValueList>
      </Section>
      <ProgramFacts container={container} details={details} />
      <LimitFacts container={container} />
    </>
  )
}

function ProgramFacts({ container, details }: Omit<Props, 'image'>) {
  const { t } = useTranslation()
  const { runtime } = container
  const { entrypoint, command } = details
  const config = readConfig(details.raw)
  const streams = [config.hasTty && t('overview.hasTty'), config.hasInput && t('overview.hasInput')].filter(
    (word) => word !== false,
  )
  return (
    <Section title={t('overview.process')}>
      <KeyValueList>
        {entrypoint.length > 0 && <Words label={t('overview.entrypoint')} words={entrypoint} />}
        {command.length > 0 && <Words label={t('overview.command')} words={command} />}
        <KeyValue label={t('overview.workingDir')} value={details.workingDir || '/'} isMono />
        <KeyValue label={t('overview.user')} value={details.user || t('overview.rootUser')} />
        <KeyValue label={t('overview.hostname')} value={details.hostname} isMono />
        <KeyValue
          label={t('overview.terminal')}
          value={streams.length > 0 ? streams.join(', ') : t('overview.noTerminal')}
        />
        {runtime && (
          <KeyValue
            label={t('overview.stopTimeout')}
            value={t('overview.seconds', { count: runtime.stopTimeoutSeconds })}
          />
        )}
      </KeyValueList>
    </Section>
  )
}

function Words({ label, words }: { readonly label: string; readonly words: readonly string[] }) {
  const text = words.map(quoteWord).join(' ')
  return <KeyValue label={label} value={text} isMono copyText={text} />
}

function LimitFacts({ container: { runtime } }: { readonly container: Container }) {
  const { t } = useTranslation()
  const none = t('overview.noLimit')
  const { cpuLimitCores = null, memoryLimitBytes = null, pidsLimit = null } = runtime ?? {}
  return (
    <Section title={t('overview.limits')}>
      <KeyValueList>
        <KeyValue
          label={t('overview.cpuLimit')}
          value={cpuLimitCores === null ? none : t('overview.cores', { count: cpuLimitCores })}
        />
        <KeyValue
          label={t('overview.memoryLimit')}
          value={memoryLimitBytes === null ? none : formatBinaryBytes(memoryLimitBytes)}
        />
        <KeyValue
          label={t('overview.pidsLimit')}
          value={pidsLimit === null ? none : formatCount(pidsLimit)}
        />
      </KeyValueList>
    </Section>
  )
}

type Config = { readonly hasTty: boolean; readonly hasInput: boolean }

function readConfig(raw: string): Config {
  const { Config } = JSON.parse(raw) as { readonly Config?: { Tty?: unknown; OpenStdin?: unknown } }
  return { hasTty: Config?.Tty === true, hasInput: Config?.OpenStdin === true }
}

function time(ms: number | null | undefined, t: TFunction): string {
  return ms ? formatDateTime(ms) : t('overview.never')
}

function restartWords(count: number, t: TFunction): string {
  return count === 0 ? t('overview.never') : t('overview.restartedTimes', { count })
}

/** `on-failure:3` has its number behind the word. */
function policyWords(policy: string, t: TFunction): string {
  const known = (['no', 'always', 'unless-stopped', 'on-failure'] as const).find((one) => one === policy)
  return known ? t(`overview.policies.${known}`) : policy
}
