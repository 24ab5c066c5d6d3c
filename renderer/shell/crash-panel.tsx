import { useTranslation } from 'react-i18next'
import { describeError } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import styles from './crash-panel.module.css'

type CrashPanelProps = { readonly error: unknown; readonly place: string }

/** Stands where something in the app itself broke. */
export function CrashPanel({ error, place }: CrashPanelProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['page']}>
      <ErrorPanel
        title={t('shell.crashTitle')}
        text={t('shell.crashText')}
        details={`${describeError(error, t).details}${place}`}
        actions={
          <Button variant="primary" onClick={() => location.reload()}>
            {t('shell.reload')}
          </Button>
        }
      />
    </div>
  )
}
