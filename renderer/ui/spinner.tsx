import styles from './spinner.module.css'

type SpinnerProps = { readonly size?: number; readonly label?: string }

/** A ring with a moving arc in the colour of the text around it: something is under way. */
export function Spinner({ size = 16, label }: SpinnerProps) {
  return (
    <svg
      className={styles['spinner']}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      <circle cx="8" cy="8" r="5.75" opacity="0.28" />
      <path className={styles['arc']} d="M8 2.25a5.75 5.75 0 0 1 5.75 5.75" />
    </svg>
  )
}
