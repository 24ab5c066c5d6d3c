import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSecretName } from '../../../shared/secrets.ts'
import type { VolumeDetails } from '../../../shared/volume.ts'
import { composeProjectOf } from '../../actions/volumes/volume-project.ts'
import { useApp } from '../../app-context.ts'
import { formatDateTime, formatDecimalBytes, notApplicable } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { VolumeRow } from './volume-rows.ts'
import styles from './volume-tabs.module.css'

/** Facts, labels and options of a volume, and the engine's own words. */
export function VolumeDetailsTab({ volume }: { readonly volume: VolumeRow }) {
  const { t } = useTranslation()
  const project = composeProjectOf(volume)
  return (
    <div className={styles['details']}>
      <Section title={t('volumes.panel.details')}>
        <KeyValueList>
          <KeyValue label={t('volumes.panel.name')} value={volume.name} isMono copyText={volume.name} />
          <KeyValue label={t('volumes.panel.driverLabel')} value={volume.driver} />
          <KeyValue label={t('volumes.panel.scope')} value={volume.scope} />
          {volume.mountpoint !== '' && (
            <KeyValue
              label={t('volumes.panel.mountpoint')}
              value={<span title={t('volumes.panel.mountpointHint')}>{volume.mountpoint}</span>}
              isMono
              copyText={volume.mountpoint}
            />
          )}
          <KeyValue
            label={t('volumes.panel.createdLabel')}
            value={volume.createdAtMs === null ? notApplicable : formatDateTime(volume.createdAtMs)}
          />
          {volume.bytes !== null && (
            <KeyValue label={t('volumes.panel.size')} value={formatDecimalBytes(volume.bytes)} />
          )}
          {project !== null && <KeyValue label={t('volumes.panel.project')} value={project} />}
        </KeyValueList>
      </Section>
      <Pairs title={t('volumes.panel.options')} values={volume.options} none={t('volumes.panel.noOptions')} />
      <Pairs title={t('volumes.panel.labels')} values={volume.labels} none={t('volumes.panel.noLabels')} />
      <Told volume={volume} />
    </div>
  )
}

type PairsProps = {
  readonly title: string
  readonly values: Readonly<Record<string, string>>
  readonly none: string
}

function Pairs({ title, values, none }: PairsProps) {
  const entries = Object.entries(values)
  return (
    <Section title={title}>
      {entries.length === 0 ? (
        <p className={styles['none']}>{none}</p>
      ) : (
        <KeyValueList>
          {entries.map(([name, value]) => (
            <KeyValue
              key={name}
              label={name}
              value={value}
              isMono
              // Mount options of a Windows share hold its password.
              isSecret={isSecretName(name) || /(?:^|,)(?:password|pass)=/.test(value)}
              copyText={value}
            />
          ))}
        </KeyValueList>
      )}
    </Section>
  )
}

/** What only the engine knows; asked for when this is opened. */
function Told({ volume }: { readonly volume: VolumeRow }) {
  const { t } = useTranslation()
  const told = useDetails(volume)
  if (told.error !== null) {
    const { title, text, details } = describeError(told.error, t)
    return <ErrorPanel title={title} text={text} details={details} />
  }
  if (told.details === null) {
    return (
      <div role="status" aria-busy="true" aria-label={t('volumes.panel.loading')} className={styles['none']}>
        <Skeleton width="70%" />
      </div>
    )
  }
  const { status, raw } = told.details
  return (
    <>
      {status.length > 0 && (
        <Pairs
          title={t('volumes.panel.status')}
          values={Object.fromEntries(status.map(({ name, value }) => [name, value]))}
          none=""
        />
      )}
      <Section title={t('volumes.panel.raw')} note={<CopyButton text={raw} label={t('volumes.panel.raw')} />}>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard */}
        <pre className={styles['raw']} lang="en" tabIndex={0}>
          {hideSecrets(raw)}
        </pre>
      </Section>
    </>
  )
}

type Details = { readonly details: VolumeDetails | null; readonly error: unknown }

/** Asked again whenever the volume changes. */
function useDetails(volume: VolumeRow): Details {
  const { client } = useApp()
  const { name, createdAtMs, labels } = volume
  const [told, setTold] = useState<Details>({ details: null, error: null })
  useEffect(() => {
    const controller = new AbortController()
    const ask = async () => {
      try {
        const details = await client().call('volume.inspect', { name }, controller.signal)
        setTold({ details, error: null })
      } catch (error) {
        if (!controller.signal.aborted) setTold({ details: null, error })
      }
    }
    void ask()
    return () => controller.abort()
  }, [client, name, createdAtMs, labels])
  return told
}

/** Indented, with passwords of shares dotted out: the copy button gives them whole. */
function hideSecrets(raw: string): string {
  const parsed: unknown = JSON.parse(raw)
  return JSON.stringify(parsed, null, 2).replaceAll(/((?:^|[,"])(?:password|pass)=)[^,"]*/g, '$1••••••••')
}
