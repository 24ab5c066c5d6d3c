import { Lightbulb, ScrollText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Container, ContainerDetails } from '../../../../shared/container.ts'
import type { StopCause } from '../../../../shared/why-stopped.ts'
import { formatBinaryBytes } from '../../../format.ts'
import { navigate } from '../../../router.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { useStopReport } from './use-stop-report.ts'
import styles from './why-card.module.css'

type WhyCardProps = { readonly container: Container; readonly details: ContainerDetails }

/** Ends that are nothing to mend. */
const calm: ReadonlySet<StopCause['id']> = new Set(['finished', 'stoppedHere', 'asked', 'interrupted'])

/** Why it stopped, or did not start: the cause, what shows it, and what to try. Nothing for one that runs. */
export function WhyCard({ container, details }: WhyCardProps) {
  const { t } = useTranslation()
  const { main, also } = useStopReport(container, details)
  if (!main) return null
  const isCalm = calm.has(main.id) && also.length === 0
  const code = container.runtime?.exitCode ?? container.exitCode
  const title = container.state === 'created' ? t('why.titleNever') : t('why.title')
  return (
    <section className={styles['card']} data-calm={isCalm} aria-label={title}>
      <header className={styles['header']}>
        <StateGlyph glyph={isCalm ? 'exited' : 'failed'} size={20} />
        <div className={styles['titles']}>
          <h3 className={styles['question']}>{title}</h3>
          <p className={styles['cause']}>{t(`why.causes.${main.id}`)}</p>
        </div>
        {code !== null && <Badge tone="neutral">{t('why.code', { code })}</Badge>}
        <Badge tone={main.certainty === 'sure' ? 'neutral' : 'warn'}>
          {t(main.certainty === 'sure' ? 'why.certain' : 'why.likely')}
        </Badge>
      </header>
      <Cause cause={main} container={container} />
      {also.length > 0 && (
        <>
          <h4 className={styles['also']}>{t('why.also')}</h4>
          {also.map((cause) => (
            <div key={cause.id}>
              <p className={styles['cause']}>{t(`why.causes.${cause.id}`)}</p>
              <Cause cause={cause} container={container} />
            </div>
          ))}
        </>
      )}
      <footer className={styles['actions']}>
        <Button
          icon={ScrollText}
          size="sm"
          onClick={() => navigate({ pane: 'container', id: container.id, tab: 'logs' }, 'replace')}
        >
          {t('why.openLogs')}
        </Button>
      </footer>
    </section>
  )
}

function Cause({ cause, container }: { readonly cause: StopCause; readonly container: Container }) {
  const { t } = useTranslation()
  const limit = container.runtime?.memoryLimitBytes ?? null
  const { id, evidence, values } = cause
  const words = {
    ...placeholders,
    ...present(values),
    limit: limit === null ? '…' : formatBinaryBytes(limit),
  }
  const source =
    id === 'unhealthy' ? 'evidenceProbe' : cause.certainty === 'likely' ? 'evidenceOutput' : 'evidenceEngine'
  return (
    <div className={styles['body']}>
      <p className={styles['text']}>{t(`why.texts.${id}`, words)}</p>
      {evidence !== null && (
        <figure className={styles['evidence']}>
          <figcaption>{t(`why.${source}`)}</figcaption>
          <pre lang="en">{evidence}</pre>
        </figure>
      )}
      <ul className={styles['advice']} aria-label={t('why.tryThis')}>
        {cause.advice.map((advice) => (
          <li key={advice}>
            <Lightbulb size={14} aria-hidden />
            <span>{t(`why.advice.${advice}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Not every message names what it is about. */
const placeholders = {
  program: '…',
  user: '…',
  source: '…',
  target: '…',
  device: '…',
  network: '…',
  name: '…',
  port: '…',
  signal: '…',
  times: '…',
  folder: '',
  file: '',
} as const

function present(values: StopCause['values']): StopCause['values'] {
  const given = Object.entries(values).filter(([, value]) => value !== '')
  const named = Object.fromEntries(given)
  return named['source'] === undefined && named['folder'] !== undefined
    ? { ...named, source: named['folder'] }
    : named
}
