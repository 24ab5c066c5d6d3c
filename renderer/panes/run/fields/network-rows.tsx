import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../../app-context.ts'
import { useStoreVersion } from '../../../store/entity-store.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useRows } from '../form/use-rows.ts'
import { type NetworkRow, networkRow } from '../model/rows.ts'
import { FormInput } from '../parts/form-input.tsx'
import { ManyRows } from '../parts/many-rows.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import { SuggestInput } from '../parts/suggest-input.tsx'
import styles from './fields.module.css'

/** The networks it is on, with the names and addresses it has there. */
export function NetworkRows() {
  const { t } = useTranslation()
  const { draft } = useRunForm()
  const { add } = useRows('networks')
  return (
    <>
      <ManyRows rows={draft.networks}>{(row) => <Row key={row.id} row={row} />}</ManyRows>
      <div>
        <Button variant="ghost" size="sm" icon={Plus} onClick={() => add(networkRow())}>
          {t('run.addNetwork')}
        </Button>
      </div>
      <PartNotes part="network" />
    </>
  )
}

const addressFields = ['ip', 'ip6', 'mac'] as const
const examples = { ip: '172.20.0.10', ip6: '2001:db8::10', mac: '92:d0:c6:0a:29:33' } as const

function Row({ row }: { readonly row: NetworkRow }) {
  const { t } = useTranslation()
  const { networks } = useApp()
  useStoreVersion(networks)
  const { written } = useRunForm()
  const { change, remove, removeKey } = useRows('networks')
  const part = written.parts.get(row.id) ?? ''
  const known = [...networks.all()].filter(({ name }) => name.includes(row.name) && name !== row.name)
  // What the engine brings along gives neither names nor fixed addresses.
  const isOwn = row.name !== '' && !/^(?:host|none|default|bridge|container:.*)$/.test(row.name)
  return (
    <div data-part={part} data-row={row.id} className={styles['item']}>
      <div className={styles['network']}>
        <SuggestInput
          label={t('run.network')}
          part={part}
          value={row.name}
          onChange={(name) => change(row, { name })}
          placeholder="bridge"
          groups={[
            {
              label: t('run.existingNetworks'),
              items: known.map(({ name, driver }) => ({ text: name, note: driver })),
            },
          ]}
        />
        <FormInput
          label={t('run.aliases')}
          placeholder={t('run.aliasesPlaceholder')}
          part={part}
          value={row.aliases}
          onChange={(aliases) => change(row, { aliases })}
          onKeyDown={removeKey(row)}
        />
        <IconButton label={t('run.removeNetwork', { name: row.name })} icon={X} onClick={() => remove(row)} />
      </div>
      {(isOwn || row.ip + row.ip6 + row.mac !== '') && (
        <div className={styles['addresses']}>
          {addressFields.map((field) => (
            <FormInput
              key={field}
              label={t(`run.address.${field}`)}
              placeholder={`${t(`run.address.${field}`)} ${examples[field]}`}
              part={part}
              value={row[field]}
              onChange={(text) => change(row, { [field]: text })}
            />
          ))}
        </div>
      )}
      {row.others.length > 0 && <span className={styles['hint']}>{row.others.join(', ')}</span>}
      <PartNotes part={part} />
    </div>
  )
}
