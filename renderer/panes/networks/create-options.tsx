import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../app-context.ts'
import { knownEngine, useEngineStatus } from '../../store/engine-store.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { isApiAtLeast } from './engine-api.ts'
import styles from './network-dialogs.module.css'
import type { FieldId, NetworkForm } from './network-form.ts'

export type FormPartProps = {
  readonly form: NetworkForm
  readonly set: (part: Partial<NetworkForm>) => void
  readonly messageOf: (field: FieldId) => string | null
}

const flags = [
  ['isInternal', 'networks.createDialog.internal'],
  ['isAttachable', 'networks.createDialog.attachable'],
] as const
const rareFlags = [
  ['isIngress', 'networks.createDialog.ingress'],
  ['isConfigOnly', 'networks.createDialog.configOnly'],
] as const

/** What is asked beside the name; `children` stand before the rarer part. */
export function CreateOptions({
  form,
  set,
  messageOf,
  children,
}: FormPartProps & { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        label={t('networks.createDialog.driver')}
        value={form.driver}
        onChange={(driver) => set({ driver })}
        isMono
        list="network-drivers"
        hint={t('networks.createDialog.driverHint')}
        error={messageOf('driver')}
      />
      <datalist id="network-drivers">
        {['bridge', 'macvlan', 'ipvlan', 'overlay'].map((driver) => (
          <option key={driver} value={driver}>
            {driver}
          </option>
        ))}
      </datalist>
      <fieldset className={styles['group']}>
        <legend>{t('networks.createDialog.flags')}</legend>
        <div className={styles['checks']}>
          {flags.map(([field, label]) => (
            <Checkbox
              key={field}
              label={t(label)}
              checked={form[field]}
              onChange={(isOn) => set({ [field]: isOn })}
            />
          ))}
        </div>
      </fieldset>
      {children}
      <Families form={form} set={set} messageOf={messageOf} />
      <details className={styles['more']}>
        <summary>{t('networks.createDialog.more')}</summary>
        <MoreOptions form={form} set={set} messageOf={messageOf} />
      </details>
    </>
  )
}

type Choice = NetworkForm['ipv4']

/** IPv4 and IPv6: by the engine's own rule, on, or off. */
function Families({ form, set }: FormPartProps) {
  const { t } = useTranslation()
  const engine = knownEngine(useEngineStatus())
  const hasIpv4Choice = isApiAtLeast(engine?.negotiatedApiVersion, '1.48')
  const options: readonly { readonly id: Choice; readonly label: string }[] = [
    { id: 'default', label: t('networks.createDialog.auto') },
    { id: 'on', label: t('networks.createDialog.on') },
    { id: 'off', label: t('networks.createDialog.off') },
  ]
  return (
    <div className={styles['row']}>
      {hasIpv4Choice ? (
        <Select
          label={t('networks.createDialog.ipv4')}
          value={form.ipv4}
          onChange={(ipv4) => set({ ipv4 })}
          options={options}
        />
      ) : (
        <p className={styles['note']}>{t('networks.createDialog.ipv4Unsupported')}</p>
      )}
      <Select
        label={t('networks.createDialog.ipv6')}
        value={form.ipv6}
        onChange={(ipv6) => set({ ipv6 })}
        options={options}
      />
    </div>
  )
}

function MoreOptions({ form, set, messageOf }: FormPartProps) {
  const { t } = useTranslation()
  const { networks } = useApp()
  const templates = [...networks.all()].filter(({ isConfigOnly }) => isConfigOnly)
  const area = (field: 'options' | 'labels' | 'ipamOptions') => (
    <TextArea
      label={t(`networks.createDialog.${field}`)}
      value={form[field]}
      onChange={(text) => set({ [field]: text })}
      hint={t('networks.createDialog.pairsHint')}
      error={messageOf(field)}
    />
  )
  return (
    <div className={styles['form']}>
      <div className={styles['row']}>
        {area('options')}
        {area('labels')}
      </div>
      <div className={styles['row']}>
        <Select
          label={t('networks.createDialog.scope')}
          value={form.scope}
          onChange={(scope) => set({ scope })}
          options={[
            { id: '', label: t('networks.createDialog.scopeAuto') },
            { id: 'local', label: t('networks.createDialog.scopeLocal') },
            { id: 'swarm', label: t('networks.createDialog.scopeSwarm') },
          ]}
        />
        <Select
          label={t('networks.createDialog.configFrom')}
          value={form.configFrom}
          onChange={(configFrom) => set({ configFrom })}
          options={[
            { id: '', label: t('networks.createDialog.configFromNone') },
            ...templates.map(({ name }) => ({ id: name, label: name })),
          ]}
        />
      </div>
      <div className={styles['checks']}>
        {rareFlags.map(([field, label]) => (
          <Checkbox
            key={field}
            label={t(label)}
            checked={form[field]}
            onChange={(isOn) => set({ [field]: isOn })}
          />
        ))}
      </div>
      <div className={styles['row']}>
        <TextField
          label={t('networks.createDialog.ipamDriver')}
          value={form.ipamDriver}
          onChange={(ipamDriver) => set({ ipamDriver })}
          isMono
          placeholder="default"
        />
        {area('ipamOptions')}
      </div>
    </div>
  )
}
