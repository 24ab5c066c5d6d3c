import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/checkbox.tsx'
import styles from '../action-dialogs.module.css'

type StopFirstFieldProps = {
  readonly users: readonly string[]
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

/** Whether containers that use the volume rest meanwhile; a sentence when none runs. */
export function StopFirstField({ users, value, onChange }: StopFirstFieldProps) {
  const { t } = useTranslation()
  if (users.length === 0) return <p className={styles['note']}>{t('files.work.notRunning')}</p>
  return (
    <div>
      <Checkbox label={t('files.work.stopFirst')} checked={value} onChange={onChange} />
      <p className={styles['note']}>{t('files.work.stopFirstText', { names: users.join(', ') })}</p>
    </div>
  )
}
