import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/checkbox.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './volume-dialogs.module.css'
import type { FormField, VolumeForm } from './volume-form.ts'
import { usualVersion } from './volume-form.ts'

type VolumePlaceFieldsProps = {
  readonly form: VolumeForm
  readonly drivers: readonly string[]
  /** What is wrong with a field, in words; null when nothing is. */
  readonly problem: (field: FormField) => string | null
  readonly onChange: (patch: Partial<VolumeForm>) => void
}

/** What is asked about the place where the data lives. */
export function VolumePlaceFields(props: VolumePlaceFieldsProps) {
  switch (props.form.place) {
    case 'local':
      return null
    case 'nfs':
    case 'cifs':
      return <RemoteFields {...props} />
    case 'tmpfs':
      return <MemoryFields {...props} />
    case 'driver':
      return <DriverField {...props} />
  }
}

function RemoteFields(props: VolumePlaceFieldsProps) {
  const { t } = useTranslation()
  const { form, onChange } = props
  const isCifs = form.place === 'cifs'
  return (
    <>
      <div className={styles['pair']}>
        <Field
          {...props}
          field="server"
          label={t('volumes.form.server')}
          hint={t('volumes.form.serverHint')}
        />
        <Field
          {...props}
          field="path"
          label={t(isCifs ? 'volumes.form.cifsPath' : 'volumes.form.nfsPath')}
          placeholder={isCifs ? 'share/folder' : '/exports/data'}
        />
      </div>
      {isCifs && <AccountFields {...props} />}
      <div className={styles['pair']}>
        <Field
          {...props}
          field="version"
          label={t('volumes.form.version')}
          placeholder={usualVersion(form.place)}
        />
        <Field {...props} field="more" label={t('volumes.form.more')} hint={t('volumes.form.moreHint')} />
      </div>
      <Checkbox
        label={t('volumes.form.readOnly')}
        checked={form.isReadOnly}
        onChange={(isReadOnly) => onChange({ isReadOnly })}
      />
    </>
  )
}

function AccountFields(props: VolumePlaceFieldsProps) {
  const { t } = useTranslation()
  const { form } = props
  return (
    <>
      <div className={styles['pair']}>
        <Field {...props} field="user" label={t('volumes.form.user')} />
        <Field {...props} field="password" label={t('volumes.form.password')} type="password" />
      </div>
      {form.password !== '' && (
        <p className={styles['warning']} role="status">
          {t('volumes.form.passwordWarning')}
        </p>
      )}
      <div className={styles['pair']}>
        <Field {...props} field="domain" label={t('volumes.form.domain')} />
      </div>
    </>
  )
}

function MemoryFields(props: VolumePlaceFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className={styles['three']}>
        <Field {...props} field="size" label={t('volumes.form.size')} hint={t('volumes.form.sizeHint')} />
        <Field {...props} field="uid" label={t('volumes.form.uid')} placeholder="0" />
        <Field {...props} field="mode" label={t('volumes.form.mode')} placeholder="1777" />
      </div>
      <Field {...props} field="more" label={t('volumes.form.more')} hint={t('volumes.form.moreHint')} />
    </>
  )
}

function DriverField(props: VolumePlaceFieldsProps) {
  const { t } = useTranslation()
  const { drivers } = props
  const hint =
    drivers.length === 0
      ? t('volumes.form.noDrivers')
      : t('volumes.form.driverHint', { drivers: drivers.join(', ') })
  return <Field {...props} field="driver" label={t('volumes.form.driver')} hint={hint} />
}

type FieldProps = VolumePlaceFieldsProps & {
  readonly field: FormField
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  readonly type?: 'password'
}

function Field({ form, problem, onChange, field, label, hint, placeholder, type }: FieldProps) {
  return (
    <TextField
      label={label}
      value={form[field]}
      onChange={(value) => onChange({ [field]: value })}
      error={problem(field)}
      hint={hint}
      placeholder={placeholder}
      type={type ?? 'text'}
      isMono
    />
  )
}
