import { lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { EngineStatus } from '../../shared/engine.ts'
import { useEngineActions } from '../actions/engine-actions.ts'
import { useApp } from '../app-context.ts'
import { formatTime } from '../format.ts'
import { useEngineStatus, useLinkState } from '../store/engine-store.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import styles from './engine-gate.module.css'

const EnginePage = lazy(async () => ({
  default: (await import('../panes/engine/engine-page.tsx')).EnginePage,
}))

type EngineGateProps = {
  /** True for a view that needs no engine. */
  readonly isApart: boolean
  readonly children: ReactNode
}

/**
 * What stands in the sheet while the engine is away: its diagnosis as a page when nothing was ever shown, else
 * the view as it was under a banner; the view dims what is stale.
 */
export function EngineGate({ isApart, children }: EngineGateProps) {
  const status = useEngineStatus()
  const link = useLinkState()
  const { containers } = useApp()
  const [isWhyShown, setIsWhyShown] = useState(false)
  const isAway = status.state === 'unreachable' && link === 'open'
  const hasRows = useSyncExternalStore(containers.subscribe, () => containers.allIds().length > 0)
  if (isApart) return <div className={styles['view']}>{children}</div>
  if (isAway && (!hasRows || isWhyShown)) {
    return (
      <div className={styles['scroll']}>
        <Suspense>
          <EnginePage status={status} {...(hasRows ? { onBack: () => setIsWhyShown(false) } : {})} />
        </Suspense>
      </div>
    )
  }
  if (!isAway && isWhyShown) setIsWhyShown(false)
  return (
    <>
      {isAway && <LostBanner status={status} onWhy={() => setIsWhyShown(true)} />}
      <div className={styles['view']}>{children}</div>
    </>
  )
}

type LostBannerProps = {
  readonly status: Extract<EngineStatus, { state: 'unreachable' }>
  readonly onWhy: () => void
}

function LostBanner({ status, onWhy }: LostBannerProps) {
  const { t } = useTranslation()
  const { retry, isRetrying } = useEngineActions()
  return (
    <div className={styles['banner']}>
      <Banner
        tone="bad"
        actions={
          <>
            <Button size="sm" onClick={onWhy}>
              {t('engine.why')}
            </Button>
            <Button size="sm" isWorking={isRetrying} onClick={retry}>
              {t('engine.checkAgain')}
            </Button>
          </>
        }
      >
        <Trans
          t={t}
          i18nKey="engine.lost"
          values={{ time: formatTime(status.lostAtMs) }}
          components={[<strong key="strong" />]}
        />
      </Banner>
    </div>
  )
}
