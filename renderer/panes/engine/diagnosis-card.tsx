import { useTranslation } from 'react-i18next'
import type { Endpoint, EngineCheck, EngineDiagnosis } from '../../../shared/engine.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { type GlyphName, StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './diagnosis-card.module.css'

type DiagnosisCardProps = { readonly diagnosis: EngineDiagnosis; readonly endpoint: Endpoint | null }

/** What was looked at on this computer, and the raw words for a bug report. */
export function DiagnosisCard({ diagnosis, endpoint }: DiagnosisCardProps) {
  const { t } = useTranslation()
  const { user } = diagnosis
  const isSocketThere = !diagnosis.checks.some(({ check, passed }) => check === 'socket' && passed === false)
  // Who may open a socket that is not there is no question.
  const checks = diagnosis.checks.filter(({ check }) => check !== 'access' || isSocketThere)
  const details = detailsText(diagnosis, endpoint)
  return (
    <section className={styles['card']}>
      {checks.length > 0 && (
        <>
          <h2 className={styles['title']}>{t('engine.checked')}</h2>
          <ul className={styles['checks']}>
            {checks.map((check) => (
              <Check key={check.check} check={check} user={user} />
            ))}
          </ul>
        </>
      )}
      <header className={styles['header']}>
        <h2 className={styles['title']}>{t('engine.checkedDetails')}</h2>
        <CopyButton text={details} label={t('engine.copyDetails')} />
      </header>
      <pre className={styles['details']} lang="en">
        {details}
      </pre>
    </section>
  )
}

const glyphs: Readonly<Record<'yes' | 'no' | 'unknown', GlyphName>> = {
  yes: 'done',
  no: 'failed',
  unknown: 'created',
}

function Check({
  check: { check, passed, detail },
  user,
}: {
  readonly check: EngineCheck
  readonly user: string
}) {
  const { t } = useTranslation()
  const result = passed === null ? 'unknown' : passed ? 'yes' : 'no'
  const text =
    check === 'access' && detail !== '' ? t('engine.accessGroups', { user, groups: detail }) : detail
  return (
    <li className={styles['check']}>
      <StateGlyph glyph={glyphs[result]} size={15} />
      <div>
        <div className={styles['checkTitle']}>{t(`engine.check.${check}.${result}`)}</div>
        {text !== '' && <div className={styles['checkDetail']}>{text}</div>}
      </div>
    </li>
  )
}

function detailsText(diagnosis: EngineDiagnosis, endpoint: Endpoint | null): string {
  const { reason, message, platform, serverApiVersion, requiredApiVersion } = diagnosis
  const facts = [
    message,
    `reason: ${reason}`,
    `endpoint: ${endpoint?.host ?? 'none'} (${endpoint?.source ?? '-'})`,
    `platform: ${platform}`,
    `engine API: ${serverApiVersion ?? 'unknown'}, needed: ${requiredApiVersion}`,
  ]
  return facts.filter((fact) => fact !== '').join('\n')
}
