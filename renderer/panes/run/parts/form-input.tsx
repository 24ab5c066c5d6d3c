import type { InputHTMLAttributes } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import fieldStyles from '../../../ui/field.module.css'
import { useRunForm } from '../form/form-context.ts'
import { type FieldProblem, isBlocking } from '../model/field-problems.ts'
import { noteId } from './note-id.ts'

type FormInputProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange'> & {
  /** Read by a screen reader; the eye has the row's label. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** The value it writes, whose problems it shows. */
  readonly part: string
  /** False for the field beside the one that is at fault. */
  readonly isAtFault?: ((problem: FieldProblem) => boolean) | undefined
}

/** A one-line field of code-like text. */
export function FormInput({ label, value, onChange, part, className, isAtFault, ...rest }: FormInputProps) {
  const { problemsAt, placedAt } = useRunForm()
  const problems = problemsAt(part)
  const isWrong = problems.some((problem) => isBlocking(problem) && (isAtFault?.(problem) ?? true))
  return (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={classNames(fieldStyles['input'], fieldStyles['mono'], className)}
      aria-label={label}
      aria-invalid={isWrong || undefined}
      aria-describedby={problems.length + placedAt(part).length > 0 ? noteId(part) : undefined}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
