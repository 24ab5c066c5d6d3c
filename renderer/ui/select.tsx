import { useId } from 'react'
import { classNames } from './class-names.ts'
import fieldStyles from './field.module.css'
import styles from './select.module.css'

type SelectProps<Id extends string> = {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly { readonly id: Id; readonly label: string }[]
  readonly isLabelHidden?: boolean | undefined
}

/** One of many, in a list that opens. The browser's own control, drawn as ours where it lets us. */
export function Select<Id extends string>({
  label,
  value,
  onChange,
  options,
  isLabelHidden,
}: SelectProps<Id>) {
  const id = useId()
  return (
    <div className={fieldStyles['field']}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : fieldStyles['label']}>
        {label}
      </label>
      <select
        id={id}
        className={classNames(fieldStyles['input'], styles['select'])}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.id === event.currentTarget.value)
          if (chosen) onChange(chosen.id)
        }}
      >
        {options.map((option) => (
          <option key={option.id} value={option.id} className={styles['option']}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
