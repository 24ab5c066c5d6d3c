import { useTranslation } from 'react-i18next'
import { Select } from '../../ui/select.tsx'

/** What Docker's official images are built for, most used first. */
const platforms = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/386',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
  'windows/amd64',
] as const

type PlatformSelectProps = {
  readonly value: string | null
  readonly onChange: (platform: string | null) => void
  /** What it means to choose none. */
  readonly anyLabel: string
}

export function PlatformSelect({ value, onChange, anyLabel }: PlatformSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('registries.platform')}
      value={value ?? ''}
      onChange={(id) => onChange(id || null)}
      options={[{ id: '', label: anyLabel }, ...platforms.map((id) => ({ id, label: id }))]}
    />
  )
}
