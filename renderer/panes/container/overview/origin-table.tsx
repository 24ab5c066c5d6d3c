import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSecretName, secretDots } from '../../../../shared/secrets.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import styles from './facts.module.css'
import type { OriginEntry } from './origins.ts'

/** More come when asked for: a container may have thousands. */
const rowsAtOnce = 100

type Props = {
  readonly label: string
  readonly entries: readonly OriginEntry[]
  readonly showsSecrets: boolean
}

/** Names, values and where each comes from. Values of secret names are dots until asked for. */
export function OriginTable({ label, entries, showsSecrets }: Props) {
  const { t } = useTranslation()
  const [limit, setLimit] = useState(rowsAtOnce)
  const shown = entries.slice(0, limit)
  return (
    <>
      <table className={styles['table']} aria-label={label}>
        <tbody>
          {shown.map((entry) => (
            <Row key={entry.name} entry={entry} isHidden={!showsSecrets && isSecretName(entry.name)} />
          ))}
        </tbody>
      </table>
      {shown.length < entries.length && (
        <Button variant="quiet" size="sm" onClick={() => setLimit(limit + rowsAtOnce)}>
          {t('overview.showMore', { count: Math.min(rowsAtOnce, entries.length - limit) })}
        </Button>
      )}
    </>
  )
}

function Row({ entry, isHidden }: { readonly entry: OriginEntry; readonly isHidden: boolean }) {
  const { t } = useTranslation()
  const { name, value, origin, imageValue } = entry
  const hint =
    imageValue === null
      ? t(`overview.originHint.${origin}`)
      : t('overview.originHint.changed', { value: isHidden ? secretDots : imageValue })
  return (
    <tr>
      <th scope="row" lang="en">
        {name}
      </th>
      <td className={styles['value']} lang="en">
        {value === null ? (
          <span className={styles['note']}>{t('overview.unset')}</span>
        ) : isHidden ? (
          secretDots
        ) : (
          value
        )}
      </td>
      <td className={styles['origin']} aria-label={t(`overview.origin.${origin}`)}>
        <span title={hint}>
          <Badge tone="neutral">{t(`overview.origin.${origin}`)}</Badge>
        </span>
      </td>
    </tr>
  )
}
