import { useTranslation } from 'react-i18next'
import { isRefusal } from '../../../shared/docker-run/conversion.ts'
import type { ComposeSpecs } from '../../../shared/docker-run/from-compose.ts'
import { Select } from '../../ui/select.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './paste-panel.module.css'

type ComposeFindingsProps = {
  readonly file: ComposeSpecs
  readonly service: string | null
  readonly onService: (service: string) => void
}

/** Which service of a Compose file fills the form, and what of the file no option can say. */
export function ComposeFindings({ file, service, onService }: ComposeFindingsProps) {
  const { t } = useTranslation()
  const { specs, problems } = file
  const left = problems.map(({ value, option }) => value ?? option ?? '').filter((what) => what !== '')
  return (
    <>
      {specs.length > 1 && (
        <Select
          label={t('run.composeService')}
          value={service ?? ''}
          onChange={onService}
          options={specs.map((each) => ({ id: each.service, label: each.service }))}
        />
      )}
      <p className={styles['fine']} role="status">
        <StateGlyph
          glyph={problems.some(isRefusal) ? 'failed' : problems.length > 0 ? 'unhealthy' : 'done'}
          size={14}
        />
        {specs.length === 0
          ? t('run.noCompose')
          : left.length > 0
            ? t('run.composeLeft', { count: left.length, what: left.slice(0, 12).join(', ') })
            : t('run.composeUnderstood')}
      </p>
    </>
  )
}
