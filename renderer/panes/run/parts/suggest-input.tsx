import { Autocomplete } from '@base-ui/react/autocomplete'
import { type ReactNode, useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import fieldStyles from '../../../ui/field.module.css'
import { useRunForm } from '../form/form-context.ts'
import { noteId } from './note-id.ts'
import styles from './suggest-input.module.css'

/** Something that may be meant; choosing it puts `text` into the field. */
export type Suggestion = {
  readonly text: string
  /** A few words at the right end. */
  readonly note?: string | undefined
}
export type SuggestionGroup = { readonly label: string; readonly items: readonly Suggestion[] }

type SuggestInputProps = {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly part: string
  readonly groups: readonly SuggestionGroup[]
  readonly placeholder?: string | undefined
  /** Drawn inside at the left and at the right. */
  readonly icon?: ReactNode
  readonly badge?: ReactNode
  readonly isFirst?: boolean | undefined
}

/** A field that takes any text and offers what fits it. Arrows choose, Escape closes the offers only. */
export function SuggestInput(props: SuggestInputProps) {
  const { label, value, onChange, part, groups, icon, badge } = props
  const { problemsAt, placedAt } = useRunForm()
  const isWrong = problemsAt(part).length > 0
  const [isOpen, setOpen] = useState(false)
  const offered = groups.filter(({ items }) => items.length > 0)
  return (
    <Autocomplete.Root
      items={offered}
      mode="none"
      openOnInputClick
      open={isOpen && offered.length > 0}
      onOpenChange={setOpen}
      value={value}
      onValueChange={onChange}
      itemToStringValue={({ text }: Suggestion) => text}
    >
      <div className={styles['field']}>
        {icon !== undefined && <span className={styles['icon']}>{icon}</span>}
        <Autocomplete.Input
          spellCheck={false}
          className={classNames(
            fieldStyles['input'],
            fieldStyles['mono'],
            icon !== undefined && styles['withIcon'],
          )}
          aria-label={label}
          aria-invalid={isWrong || undefined}
          aria-describedby={isWrong || placedAt(part).length > 0 ? noteId(part) : undefined}
          placeholder={props.placeholder}
          data-autofocus={props.isFirst ? '' : undefined}
        />
        {badge !== undefined && <span className={styles['badge']}>{badge}</span>}
      </div>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className={styles['positioner']} sideOffset={4} collisionPadding={8}>
          <Autocomplete.Popup className={styles['popup']}>
            <Autocomplete.List className={styles['list']}>
              {(group: SuggestionGroup) => (
                <Autocomplete.Group key={group.label} items={group.items}>
                  <Autocomplete.GroupLabel className={styles['group']}>{group.label}</Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(item: Suggestion) => (
                      <Autocomplete.Item key={item.text} value={item} className={styles['item']}>
                        <bdi className={styles['text']}>{item.text}</bdi>
                        {item.note !== undefined && <span className={styles['note']}>{item.note}</span>}
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
