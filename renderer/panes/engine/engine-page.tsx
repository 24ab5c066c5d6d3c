import { ChevronLeft, Plug, RefreshCw, ShieldAlert } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'
import type { EngineStatus } from '../../../shared/engine.ts'
import { useEngineActions } from '../../actions/engine-actions.ts'
import { ConnectionMenu } from '../../connection/connection-menu.tsx'
import { openExternal } from '../../open-external.ts'
import { useViewCommand } from '../../store/companion.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ConnectionPath } from './connection-path.tsx'
import { DiagnosisCard } from './diagnosis-card.tsx'
import styles from './engine-page.module.css'
import { hostOf, placeOf, type Remedy, type RemedyStep, remedyOf } from './remedies.ts'

type Unreachable = Extract<EngineStatus, { state: 'unreachable' }>
type EnginePageProps = {
  readonly status: Unreachable
  /** Given when there is a view to go back to. */
  readonly onBack?: () => void
}

const rootlessGuide = 'https://docs.docker.com/engine/security/rootless/'

/** Why the engine cannot be reached and what to do about it, in steps. */
export function EnginePage({ status, onBack }: EnginePageProps) {
  const { t } = useTranslation()
  const { diagnosis, endpoint } = status
  const remedy = remedyOf(diagnosis, endpoint)
  useViewCommand('docker version')
  return (
    <div className={styles['page']} data-region="engine">
      {onBack && (
        <Button variant="ghost" icon={ChevronLeft} className={styles['back']} onClick={onBack}>
          {t('common.back')}
        </Button>
      )}
      <ConnectionPath remedy={remedy} endpoint={endpoint} engine={status.lastEngine} />
      <h1 className={styles['title']}>
        {t(`engine.reason.${remedy.case}.title`, { host: hostOf(endpoint) })}
      </h1>
      <Explanation remedy={remedy} status={status} />
      <div className={styles['columns']}>
        <Steps remedy={remedy} status={status} />
        <aside className={styles['aside']}>
          <DiagnosisCard diagnosis={diagnosis} endpoint={endpoint} />
          {remedy.hasRootNote && (
            <p className={styles['note']}>
              <ShieldAlert aria-hidden />
              <span>
                <Trans t={t} i18nKey="engine.rootNote">
                  <ExternalLink url={rootlessGuide} />
                  <ExternalLink url={rootlessGuide} />
                </Trans>
              </span>
            </p>
          )}
        </aside>
      </div>
    </div>
  )
}

function Explanation({ remedy, status }: { readonly remedy: Remedy; readonly status: Unreachable }) {
  const { t } = useTranslation()
  const { diagnosis, endpoint } = status
  const values = {
    place: placeOf(endpoint),
    user: diagnosis.user,
    host: hostOf(endpoint),
    found: diagnosis.serverApiVersion ?? '?',
    needed: diagnosis.requiredApiVersion,
  }
  return (
    <p className={styles['lead']}>
      <Trans
        t={t}
        i18nKey={`engine.reason.${remedy.case}.text`}
        values={values}
        // Names and paths come from the system: they are text, never markup.
        shouldUnescape={false}
        components={[<strong key="strong" />, <code key="code" lang="en" />]}
      />
    </p>
  )
}

function Steps({ remedy, status }: { readonly remedy: Remedy; readonly status: Unreachable }) {
  const { t } = useTranslation()
  const { retry, isRetrying } = useEngineActions()
  const { endpoint } = status
  const source = endpoint ? t(`engine.source.${endpoint.source}`, { name: endpoint.name }) : ''
  return (
    <div className={styles['steps']}>
      <ol className={styles['list']}>
        {remedy.steps.map((step, index) => (
          <Step key={step.titleKey} step={step} number={index + 1} source={source} />
        ))}
      </ol>
      <div className={styles['actions']}>
        <Button variant="primary" icon={RefreshCw} isWorking={isRetrying} onClick={retry}>
          {t('engine.checkAgain')}
        </Button>
        <ConnectionMenu trigger={<Button icon={Plug}>{t('engine.useAnother')}</Button>} />
      </div>
    </div>
  )
}

type StepProps = { readonly step: RemedyStep; readonly number: number; readonly source: string }

function Step({ step: { titleKey, textKey, command, link }, number, source }: StepProps) {
  const { t } = useTranslation()
  return (
    <li className={styles['step']}>
      <span className={styles['number']} aria-hidden>
        {number}
      </span>
      <div className={styles['stepBody']}>
        <h2 className={styles['stepTitle']}>{t(titleKey)}</h2>
        {textKey !== undefined && <p className={styles['stepText']}>{t(textKey, { source })}</p>}
        {command !== undefined && (
          <div className={styles['command']}>
            <CommandLine command={command} />
            <CopyButton text={command} label={t('shell.copyCommand')} caption={t('common.copy')} />
          </div>
        )}
        {link !== undefined && <ExternalLink url={link}>{link.replace('https://', '')}</ExternalLink>}
      </div>
    </li>
  )
}

function ExternalLink({ url, children }: { readonly url: string; readonly children?: string }) {
  return (
    <a
      href={url}
      onClick={(event) => {
        event.preventDefault()
        openExternal(url)
      }}
    >
      {children}
    </a>
  )
}
