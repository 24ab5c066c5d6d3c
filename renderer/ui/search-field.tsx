import { ListFilter, X } from 'lucide-react'
import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './search-field.module.css'

type SearchFieldProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder: string
  /** How many were found, as a short text inside the field. */
  readonly resultCount?: string | undefined
  /** Controls at the right end of the field. */
  readonly children?: ReactNode | undefined
  readonly icon?: ReactNode | undefined
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLInputElement>) => void) | undefined
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

/** A filter or find field. Escape clears it first; an Escape in the empty field goes to the view around it. */
export function SearchField(props: SearchFieldProps) {
  const { label, value, onChange, placeholder, resultCount, children, onKeyDown, inputRef, icon } = props
  const { t } = useTranslation()
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && value !== '') {
      event.preventDefault()
      event.stopPropagation()
      onChange('')
      return
    }
    onKeyDown?.(event)
  }
  return (
    <search className={styles['field']}>
      {icon ?? <ListFilter aria-hidden />}
      <input
        ref={inputRef}
        type="text"
        role="searchbox"
        className={styles['input']}
        aria-label={label}
        data-filter-field=""
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={handleKeyDown}
      />
      {resultCount !== undefined && value !== '' && (
        <span className={styles['count']} aria-live="polite">
          {resultCount}
        </span>
      )}
      {children}
      {value !== '' && (
        <button
          type="button"
          className={styles['clear']}
          aria-label={t('common.clear')}
          onClick={() => onChange('')}
        >
          <X aria-hidden />
        </button>
      )}
    </search>
  )
}
