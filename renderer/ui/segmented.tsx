import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './segmented.module.css'

export type SegmentedOption<Id extends string> = {
  readonly id: Id
  readonly label: string
  readonly count?: number | string | undefined
  readonly icon?: LucideIcon | undefined
  /** Drawn in place of an icon, e.g. a state glyph. */
  readonly mark?: ReactNode
}

type SegmentedProps<Id extends string> = {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly SegmentedOption<Id>[]
}

/** One of a few, all in view. A group of radio buttons: arrows choose. */
export function Segmented<Id extends string>({ label, value, onChange, options }: SegmentedProps<Id>) {
  const name = useId()
  return (
    <div className={styles['group']} role="radiogroup" aria-label={label}>
      {options.map(({ id, label: text, count, icon: Icon, mark }) => (
        <label key={id} className={styles['segment']}>
          <input
            type="radio"
            className={styles['radio']}
            name={name}
            checked={id === value}
            onChange={() => onChange(id)}
          />
          {mark ?? (Icon && <Icon aria-hidden />)}
          <span>{text}</span>
          {count !== undefined && <span className={styles['count']}>{count}</span>}
        </label>
      ))}
    </div>
  )
}
