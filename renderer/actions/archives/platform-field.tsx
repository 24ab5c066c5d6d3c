import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/text-field.tsx'
import { isPlatform } from './archive-form.ts'

type PlatformFieldProps = {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint: string
  /** The engine has no choice to offer. */
  readonly isUnsupported?: boolean
}

/** One platform by name, empty for no choice. */
export function PlatformField({ value, onChange, hint, isUnsupported = false }: PlatformFieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      label={t('archives.platform.label')}
      value={value}
      onChange={onChange}
      hint={isUnsupported ? t('archives.platform.tooOld') : hint}
      error={isPlatform(value) ? null : t('archives.platform.bad')}
      disabled={isUnsupported}
      isMono
    />
  )
}
