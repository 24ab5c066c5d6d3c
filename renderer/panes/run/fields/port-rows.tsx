import { ArrowRight, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Select } from '../../../ui/select.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useRows } from '../form/use-rows.ts'
import { type PortRow, portRow } from '../model/rows.ts'
import { FormInput } from '../parts/form-input.tsx'
import { FormRow } from '../parts/form-row.tsx'
import { ManyRows } from '../parts/many-rows.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import styles from './fields.module.css'

const protocols = ['tcp', 'udp', 'sctp'].map((id) => ({ id, label: id }))

/** Ports of the container that are reachable from outside. */
export function PortRows() {
  const { t } = useTranslation()
  const { draft } = useRunForm()
  const { add } = useRows('ports')
  return (
    <FormRow label={t('run.ports')} note={t('run.portsNote')}>
      <ManyRows rows={draft.ports}>{(row) => <Row key={row.id} row={row} />}</ManyRows>
      <div>
        <Button variant="ghost" size="sm" icon={Plus} onClick={() => add(portRow())}>
          {t('run.addPort')}
        </Button>
      </div>
      <PartNotes part="publish" />
    </FormRow>
  )
}

function Row({ row }: { readonly row: PortRow }) {
  const { t } = useTranslation()
  const { written } = useRunForm()
  const { change, remove, removeKey } = useRows('ports')
  const part = written.parts.get(row.id) ?? ''
  return (
    <div data-part={part} data-row={row.id} className={styles['item']}>
      <div className={styles['ports']}>
        <FormInput
          label={t('run.hostPort')}
          placeholder={t('run.anyPort')}
          part={part}
          value={row.host}
          onChange={(host) => change(row, { host })}
          onKeyDown={removeKey(row)}
        />
        <ArrowRight aria-hidden className={styles['arrow']} />
        <FormInput
          label={t('run.containerPort')}
          placeholder="80"
          isAtFault={({ kind }) => kind !== 'port'}
          part={part}
          value={row.container}
          onChange={(container) => change(row, { container })}
          onKeyDown={removeKey(row)}
        />
        <Select
          label={t('run.protocol')}
          isLabelHidden
          value={row.protocol}
          options={
            protocols.some(({ id }) => id === row.protocol)
              ? protocols
              : [...protocols, { id: row.protocol, label: row.protocol }]
          }
          onChange={(protocol) => change(row, { protocol })}
        />
        <IconButton
          label={t('run.removePort', { port: row.container })}
          icon={X}
          onClick={() => remove(row)}
        />
      </div>
      <PartNotes part={part} />
    </div>
  )
}
