import styles from './switch.module.css'

type SwitchProps = {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly isLabelHidden?: boolean | undefined
}

/** A setting that acts at once. */
export function Switch({ label, checked, onChange, isLabelHidden }: SwitchProps) {
  return (
    <label className={styles['switch']}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={styles['track']}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={isLabelHidden ? 'visually-hidden' : undefined}>{label}</span>
    </label>
  )
}
