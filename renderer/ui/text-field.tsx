import { type InputHTMLAttributes, type Ref, useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { StateGlyph } from './state-glyph.tsx'

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> & {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: string | undefined
  readonly error?: string | null | undefined
  readonly isMono?: boolean | undefined
  readonly isLabelHidden?: boolean | undefined
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

export function TextField(props: TextFieldProps) {
  const { label, value, onChange, hint, error = null, isMono, isLabelHidden, inputRef, ...rest } = props
  const id = useId()
  const note = error ?? hint
  return (
    <div className={styles['field']}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : styles['label']}>
        {label}
      </label>
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        {...rest}
        id={id}
        ref={inputRef}
        value={value}
        className={classNames(styles['input'], isMono && styles['mono'])}
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
