import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ProbeReport } from '../../../shared/network.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './network-dialogs.module.css'

type ProbeResultProps = {
  readonly report: ProbeReport
  readonly source: string
  readonly target: string
  readonly port: number
}

/** More would be a list that nobody reads. */
const mostPorts = 12

/** What came out, what to do about it, and what is known besides. */
export function ProbeResult({ report, source, target, port }: ProbeResultProps) {
  const { t } = useTranslation()
  const { outcome } = report
  const values = { source, target, port: String(port), address: report.address ?? report.ipAddress ?? '' }
  return (
    <div className={styles['result']} role="status">
      <h3>
        <StateGlyph
          glyph={outcome === 'ok' ? 'done' : outcome === 'no-program' ? 'unhealthy' : 'failed'}
          size={16}
        />
        {t(`networks.probe.outcome.${outcome}`, values)}
      </h3>
      <p>{t(`networks.probe.advice.${outcome}`)}</p>
      <Known report={report} source={source} target={target} port={port} />
    </div>
  )
}

function Known(props: ProbeResultProps) {
  const { t } = useTranslation()
  const facts = [...wayFacts(props, t), ...listenerFacts(props, t)]
  if (facts.length === 0) return null
  return (
    <ul>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  )
}

function wayFacts({ report, source }: ProbeResultProps, t: TFunction): readonly string[] {
  const { sharedNetworks, ipAddress, program } = report
  return [
    ...(sharedNetworks.length > 0
      ? [t('networks.probe.shared', { networks: sharedNetworks.join(', ') })]
      : []),
    ...(ipAddress === null ? [] : [t('networks.probe.target', { address: ipAddress })]),
    ...(program === null ? [] : [t('networks.probe.triedWith', { program, name: source })]),
  ]
}

function listenerFacts({ report, target, port }: ProbeResultProps, t: TFunction): readonly string[] {
  const { outcome, listeningOn, otherPorts } = report
  if (outcome === 'source-stopped' || outcome === 'target-stopped') return []
  if (listeningOn === null) return [t('networks.probe.unknownListening', { name: target })]
  if (listeningOn.length > 0) {
    const addresses = listeningOn.join(', ')
    return [t('networks.probe.listening', { name: target, addresses, port: String(port) })]
  }
  const ports = otherPorts.slice(0, mostPorts).join(', ')
  return [
    ports === '' ? t('networks.probe.nothingElse') : t('networks.probe.otherPorts', { ports }),
    ...(report.isDeclared ? [t('networks.probe.declared', { port: String(port) })] : []),
  ]
}
