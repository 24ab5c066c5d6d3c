import { LogIn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ImageReference } from '../../../shared/reference.ts'
import { defaultRegistry } from '../../../shared/reference.ts'
import { useAccounts, useRegistrySettings } from '../../actions/registry-actions.ts'
import { registryName } from '../../registry-name.ts'
import { Button } from '../../ui/button.tsx'
import { KeyValue } from '../../ui/key-value.tsx'
import { KeyValueList } from '../../ui/key-value-list.tsx'
import styles from './registries.module.css'

type ReferenceFactsProps = {
  readonly reference: ImageReference
  readonly allTags: boolean
  readonly isPull: boolean
  readonly onSignIn: () => void
}

/** What a reference means in full: which registry is asked for what, and as whom. */
export function ReferenceFacts({ reference, allTags, isPull, onSignIn }: ReferenceFactsProps) {
  const { t } = useTranslation()
  const settings = useRegistrySettings().value
  const { registry, repository, tag, digest } = reference
  const mirrors = isPull && registry === defaultRegistry ? (settings?.mirrors ?? []) : []
  return (
    <section className={styles['facts']} aria-label={t('registries.asks')}>
      <KeyValueList>
        <KeyValue label={t('registries.registry')} value={registryName(registry, t)} />
        {mirrors.length > 0 && <KeyValue label={t('registries.mirrors')} value={mirrors.join(', ')} isMono />}
        <KeyValue label={t('registries.repository')} value={repository} isMono />
        {digest === null || allTags ? (
          <KeyValue
            label={t('registries.tag')}
            value={allTags ? t('registries.everyTag') : (tag ?? t('registries.latest'))}
            isMono={!allTags && tag !== null}
          />
        ) : (
          <KeyValue label={t('registries.digest')} value={digest} isMono />
        )}
        <KeyValue
          label={t('registries.account')}
          value={<Account key={registry} registry={registry} onSignIn={onSignIn} />}
        />
      </KeyValueList>
    </section>
  )
}

function Account({ registry, onSignIn }: { readonly registry: string; readonly onSignIn: () => void }) {
  const { t } = useTranslation()
  const { value, error } = useAccounts()
  if (error !== null) return <>{t('registries.accountUnknown')}</>
  if (value === null) return null
  const account = value.accounts.find((each) => each.registry === registry)
  if (account)
    return (
      <>
        {account.isToken
          ? t('registries.signedInToken')
          : t('registries.signedInAs', { name: account.username })}
      </>
    )
  return (
    <span className={styles['account']}>
      {t('registries.notSignedIn')}
      <Button variant="ghost" size="sm" icon={LogIn} onClick={onSignIn}>
        {t('registries.signIn')}
      </Button>
    </span>
  )
}
