import { type Ref, useId } from 'react'
import fieldStyles from './field.module.css'
import styles from './typed-word.module.css'

type TypedWordProps = {
  /** The whole sentence, with the word in it. */
  readonly sentence: string
  readonly word: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly inputRef?: Ref<HTMLInputElement> | undefined
}

/** A field that asks for one exact word before something is lost. The word can be selected and pasted. */
export function TypedWord({ sentence, word, value, onChange, inputRef }: TypedWordProps) {
  const id = useId()
  const at = sentence.indexOf(word)
  const [before, after] =
    at === -1 ? [sentence, ''] : [sentence.slice(0, at), sentence.slice(at + word.length)]
  return (
    <div className={fieldStyles['field']}>
      <label htmlFor={id} className={styles['label']}>
        {before}
        <code className={styles['word']} lang="en">
          {word}
        </code>
        {after}
      </label>
      <input
        id={id}
        ref={inputRef}
        type="text"
        className={`${fieldStyles['input']} ${fieldStyles['mono']}`}
        value={value}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
