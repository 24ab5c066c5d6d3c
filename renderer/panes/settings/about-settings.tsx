import { useTranslation } from 'react-i18next'
import iconUrl from '../../../assets/icon.svg'
import { useHostInfo } from '../../actions/engine-actions.ts'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import styles from './about-settings.module.css'

/** What this program is, and what it does not do. */
export function AboutSettings() {
  const { t } = useTranslation()
  const host = useHostInfo()
  return (
    <div className={styles['about']}>
      <header className={styles['header']}>
        <img src={iconUrl} width={56} height={56} alt="" />
        <div>
          <div className={styles['name']}>Bayplan</div>
          <div className={styles['slogan']}>{t('settings.slogan')}</div>
        </div>
      </header>
      <KeyValueList>
        {host && (
          <KeyValue label={t('settings.about.version')} value={host.appVersion} copyText={host.appVersion} />
        )}
        {host && (
          <KeyValue
            label={t('settings.about.host')}
            value={t(`settings.about.${host.kind}`, { user: host.user })}
          />
        )}
        <KeyValue label={t('settings.about.licence')} value={t('settings.about.licenceValue')} />
        <KeyValue label={t('settings.about.privacy')} value={t('settings.about.privacyValue')} />
      </KeyValueList>
    </div>
  )
}
