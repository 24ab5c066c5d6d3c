import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { FormPartProps } from './create-options.tsx'
import styles from './network-dialogs.module.css'
import { emptyPool, type PoolForm } from './network-form.ts'

/** The ranges a new network gives addresses from; several for IPv4 beside IPv6. */
export function CreateAddresses({ form, set, messageOf }: FormPartProps) {
  const { t } = useTranslation()
  const change = (key: number, part: Partial<PoolForm>) =>
    set({ pools: form.pools.map((pool) => (pool.key === key ? { ...pool, ...part } : pool)) })
  const add = () => {
    const key = Math.max(-1, ...form.pools.map((pool) => pool.key)) + 1
    set({ pools: [...form.pools, { key, ...emptyPool }] })
  }
  return (
    <fieldset className={styles['group']}>
      <legend>{t('networks.createDialog.addresses')}</legend>
      {form.pools.map((pool, index) => (
        <div key={pool.key} className={styles['pool']}>
          {form.pools.length > 1 && (
            <div className={styles['poolHead']}>
              <span>{t('networks.createDialog.range', { number: index + 1 })}</span>
              <IconButton
                size="sm"
                icon={X}
                label={t('networks.createDialog.removeRange', { number: index + 1 })}
                onClick={() => set({ pools: form.pools.filter((each) => each.key !== pool.key) })}
              />
            </div>
          )}
          <div className={styles['row3']}>
            <TextField
              label={t('networks.createDialog.subnet')}
              value={pool.subnet}
              onChange={(subnet) => change(pool.key, { subnet })}
              isMono
              placeholder="172.30.0.0/16"
              hint={t('networks.createDialog.addressesHint')}
              error={messageOf(`subnet-${pool.key}`)}
            />
            <TextField
              label={t('networks.createDialog.gateway')}
              value={pool.gateway}
              onChange={(gateway) => change(pool.key, { gateway })}
              isMono
              placeholder="172.30.0.1"
              error={messageOf(`gateway-${pool.key}`)}
            />
            <TextField
              label={t('networks.createDialog.ipRange')}
              value={pool.ipRange}
              onChange={(ipRange) => change(pool.key, { ipRange })}
              isMono
              placeholder="172.30.5.0/24"
              error={messageOf(`ipRange-${pool.key}`)}
            />
          </div>
          {pool.subnet !== '' && (
            <TextArea
              label={t('networks.createDialog.reserved')}
              value={pool.auxAddresses}
              onChange={(auxAddresses) => change(pool.key, { auxAddresses })}
              hint={t('networks.createDialog.reservedHint')}
              error={messageOf(`auxAddresses-${pool.key}`)}
            />
          )}
        </div>
      ))}
      <div>
        <Button variant="ghost" icon={Plus} onClick={add}>
          {t('networks.createDialog.addRange')}
        </Button>
      </div>
    </fieldset>
  )
}
