import { useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { StateGlyph } from './state-glyph.tsx'
import areaStyles from './text-area.module.css'

type TextAreaProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly rows?: number | undefined
  readonly placeholder?: string | undefined
}

/** Several lines of code-like text: names and values, addresses. */
export function TextArea({
  label,
  value,
  onChange,
  hint,
  error = null,
  rows = 2,
  placeholder,
}: TextAreaProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        className={classNames(styles['input'], styles['mono'], areaStyles['area'])}
        aria-invalid={error !== null || undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {note !== undefined && (
        <span id={`${id}-note`} className={error === null ? styles['hint'] : styles['error']}>
          {error !== null && <StateGlyph glyph="failed" size={14} />}
          {note}
        </span>
      )}
    </div>
  )
}
