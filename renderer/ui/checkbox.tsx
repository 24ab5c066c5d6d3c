import styles from './checkbox.module.css'
import { classNames } from './class-names.ts'

type CheckboxProps = {
  readonly label: string
  readonly checked: boolean | 'mixed'
  readonly onChange: (checked: boolean) => void
  readonly isLabelHidden?: boolean | undefined
  readonly tabIndex?: number | undefined
}

/** A choice that waits for a button, or a tick in a list. `mixed`: some of what it stands for is ticked. */
export function Checkbox({ label, checked, onChange, isLabelHidden, tabIndex }: CheckboxProps) {
  return (
    <label className={classNames(styles['checkbox'], isLabelHidden && styles['bare'])}>
      <input
        type="checkbox"
        className={styles['box']}
        tabIndex={tabIndex}
        checked={checked === true}
        ref={(input) => {
          if (input) input.indeterminate = checked === 'mixed'
        }}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  )
}
