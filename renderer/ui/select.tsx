import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { classNames } from './class-names.ts'
import fieldStyles from './field.module.css'
import menuStyles from './menu.module.css'

type SelectProps<Id extends string> = {
  readonly label: string
  readonly value: Id
  readonly onChange: (id: Id) => void
  readonly options: readonly { readonly id: Id; readonly label: string }[]
  readonly isLabelHidden?: boolean | undefined
}

/** One of many, in a list that opens. */
export function Select<Id extends string>({
  label,
  value,
  onChange,
  options,
  isLabelHidden,
}: SelectProps<Id>) {
  const id = useId()
  const items = options.map((option) => ({ value: option.id, label: option.label }))
  return (
    <div className={fieldStyles['field']}>
      <span id={id} className={isLabelHidden ? 'visually-hidden' : fieldStyles['label']}>
        {label}
      </span>
      <Base.Root
        items={items}
        value={value}
        onValueChange={(next) => {
          if (next !== null) onChange(next)
        }}
      >
        <Base.Trigger
          className={classNames(fieldStyles['input'], fieldStyles['trigger'])}
          aria-labelledby={id}
        >
          <Base.Value />
          <ChevronDown aria-hidden />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner className={menuStyles['positioner']} sideOffset={4} alignItemWithTrigger={false}>
            <Base.Popup className={menuStyles['popup']}>
              {options.map((option) => (
                <Base.Item key={option.id} value={option.id} className={menuStyles['item']}>
                  <span className={menuStyles['icon']}>
                    <Base.ItemIndicator>
                      <Check aria-hidden />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText className={menuStyles['text']}>{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </div>
  )
}
