import { Plus, X } from 'lucide-react'
import { useId } from 'react'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import styles from './pair-rows.module.css'
import { TextField } from './text-field.tsx'

export type PairRow = { readonly id: number; readonly name: string; readonly value: string }

type PairRowsProps = {
  /** Names the group. */
  readonly title: string
  readonly nameLabel: string
  readonly valueLabel: string
  readonly addLabel: string
  readonly removeLabel: (name: string) => string
  readonly rows: readonly PairRow[]
  readonly onChange: (rows: readonly PairRow[]) => void
}

/** Names with values, as many as one likes: labels, options. */
export function PairRows({ title, rows, onChange, addLabel, ...labels }: PairRowsProps) {
  const id = useId()
  const change = (row: PairRow, patch: Partial<PairRow>) =>
    onChange(rows.map((each) => (each.id === row.id ? { ...each, ...patch } : each)))
  const add = () =>
    onChange([...rows, { id: Math.max(0, ...rows.map((row) => row.id)) + 1, name: '', value: '' }])
  return (
    <div role="group" aria-labelledby={id} className={styles['group']}>
      <span id={id} className={styles['title']}>
        {title}
      </span>
      {rows.map((row) => (
        <div key={row.id} className={styles['row']}>
          <TextField
            label={labels.nameLabel}
            placeholder={labels.nameLabel}
            isLabelHidden
            isMono
            value={row.name}
            onChange={(name) => change(row, { name })}
          />
          <TextField
            label={labels.valueLabel}
            placeholder={labels.valueLabel}
            isLabelHidden
            isMono
            value={row.value}
            onChange={(value) => change(row, { value })}
          />
          <IconButton
            label={labels.removeLabel(row.name)}
            icon={X}
            onClick={() => onChange(rows.filter((each) => each.id !== row.id))}
          />
        </div>
      ))}
      <div>
        <Button variant="ghost" size="sm" icon={Plus} onClick={add}>
          {addLabel}
        </Button>
      </div>
    </div>
  )
}
