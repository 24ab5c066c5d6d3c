import { useTranslation } from 'react-i18next'
import { desktop } from '../desktop.ts'
import { formatTime } from '../format.ts'
import { useEngineStore, useLinkState } from '../store/engine-store.ts'
import { Banner } from '../ui/banner.tsx'
import { CommandLine } from '../ui/command-line.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import styles from './link-banner.module.css'

const startCommand = 'npm start'

/** Says that the program behind this page is gone, and how to bring it back. */
export function LinkBanner() {
  const { t } = useTranslation()
  const link = useLinkState()
  const sinceMs = useEngineStore((state) => state.linkSinceMs)
  if (link !== 'lost') return null
  const time = formatTime(sinceMs)
  return (
    <div className={styles['place']}>
      <Banner tone="bad">
        {desktop ? (
          t('shell.linkLostDesktop', { time })
        ) : (
          <>
            <strong>{t('shell.linkLostTitle')}</strong> {t('shell.linkLostText', { time })}{' '}
            <span className={styles['how']}>
              {t('shell.linkLostHow')} <CommandLine command={startCommand} />
              <CopyButton text={startCommand} label={t('shell.copyCommand')} />
            </span>
          </>
        )}
      </Banner>
    </div>
  )
}
