import { useTranslation } from 'react-i18next'
import { describeError } from '../../messages.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import styles from './no-details.module.css'

/** Stands in a tab for what has not come yet, or tells why it cannot come. */
export function NoDetails({ error }: { readonly error: unknown }) {
  const { t } = useTranslation()
  if (!error) {
    return (
      <div className={styles['loading']} aria-busy="true">
        {['40%', '64%', '52%', '70%', '46%'].map((width) => (
          <Skeleton key={width} width={width} />
        ))}
      </div>
    )
  }
  const { title, text, details } = describeError(error, t)
  return (
    <div className={styles['problem']}>
      <ErrorPanel title={title} text={text} details={details} />
    </div>
  )
}
