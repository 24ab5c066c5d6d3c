import { useTranslation } from 'react-i18next'
import { useRegistrySettings } from '../../actions/registry-actions.ts'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Section } from '../../ui/section.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { DaemonForm } from './daemon-form.tsx'
import styles from './settings-tab.module.css'

/** Mirrors and trust as the engine has them, and how to change them. */
export function SettingsTab() {
  const { t } = useTranslation()
  const { value, error, refresh } = useRegistrySettings()
  if (error !== null) {
    const { title, text, details } = describeError(error, t)
    return (
      <ErrorPanel
        title={title}
        text={text}
        details={details}
        actions={<Button onClick={refresh}>{t('common.retry')}</Button>}
      />
    )
  }
  if (value === null) return <Spinner />
  return (
    <div className={styles['settings']}>
      <h2 className="visually-hidden">{t('registries.tabs.settings')}</h2>
      <div className={styles['present']}>
        <Section title={t('registries.mirrorsTitle')}>
          <p className={styles['note']}>{t('registries.mirrorsText')}</p>
          <Names names={value.mirrors} none={t('registries.noMirrors')} />
        </Section>
        <Section title={t('registries.trustTitle')}>
          <p className={styles['note']}>{t('registries.trustText')}</p>
          <Names names={value.insecureRegistries} none={t('registries.noTrust')} />
          {value.insecureNetworks.length > 0 && (
            <>
              <h4 className={styles['label']}>{t('registries.networks')}</h4>
              <Names names={value.insecureNetworks} none="" />
            </>
          )}
        </Section>
      </div>
      <Section title={t('registries.changeTitle')}>
        <p className={styles['note']}>{t('registries.changeText')}</p>
        <DaemonForm settings={value} />
      </Section>
    </div>
  )
}

function Names({ names, none }: { readonly names: readonly string[]; readonly none: string }) {
  if (names.length === 0) return <p className={styles['none']}>{none}</p>
  return (
    <ul className={styles['names']}>
      {names.map((name) => (
        <li key={name}>
          <code lang="en">{name}</code>
        </li>
      ))}
    </ul>
  )
}
