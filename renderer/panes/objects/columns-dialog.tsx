import '../../i18n/pane-words.ts'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { inOrder, moveTo } from './column-order.ts'
import styles from './columns-dialog.module.css'

type Column = { readonly id: string; readonly label: string }

type ColumnsDialogProps = {
  /** As they stand by themselves. The first is always there and always first. */
  readonly columns: readonly Column[]
  readonly hidden: readonly string[]
  readonly order: readonly string[]
  readonly onChange: (change: {
    readonly hidden?: readonly string[]
    readonly order?: readonly string[]
  }) => void
  readonly onReset: () => void
  readonly onClose: () => void
}

/** Which columns a list has and how they stand: by pointer, by buttons, or by Alt with the arrows. */
export function ColumnsDialog({ columns, hidden, order, onChange, onReset, onClose }: ColumnsDialogProps) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const firstBox = useRef<HTMLElement>(null)
  const [first, ...others] = columns
  const ids = inOrder(
    others.map(({ id }) => id),
    order,
  )
  const labelOf = (id: string) => columns.find((column) => column.id === id)?.label ?? id
  const move = (id: string, to: number) => {
    const next = moveTo(ids, ids.indexOf(id), to)
    if (next === ids) return
    onChange({ order: next })
    setSaid(t('views.columns.moved', { column: labelOf(id), place: to + 2, total: columns.length }))
  }
  const toggle = (id: string) =>
    onChange({ hidden: hidden.includes(id) ? hidden.filter((each) => each !== id) : [...hidden, id] })
  return (
    <Dialog
      open
      title={t('views.columns.title')}
      onClose={onClose}
      initialFocus={firstBox}
      footer={
        <>
          <Button
            onClick={() => {
              onReset()
              setSaid(t('views.columns.wasReset'))
            }}
          >
            {t('views.columns.reset')}
          </Button>
          <Button size="lg" variant="primary" onClick={onClose}>
            {t('views.done')}
          </Button>
        </>
      }
    >
      <p className={styles['hint']}>{t('views.columns.hint')}</p>
      <ol
        className={styles['list']}
        ref={(element) => {
          firstBox.current = element?.querySelector('input') ?? null
        }}
      >
        {first && (
          <li className={classNames(styles['column'], styles['fixed'])}>
            <span className={styles['grip']} aria-hidden />
            <span className={styles['label']}>{first.label}</span>
            <span className={styles['note']}>{t('views.columns.always')}</span>
          </li>
        )}
        {ids.map((id, index) => (
          <ColumnItem
            key={id}
            label={labelOf(id)}
            isShown={!hidden.includes(id)}
            isDragged={dragged === id}
            isFirst={index === 0}
            isLast={index === ids.length - 1}
            onToggle={() => toggle(id)}
            onMove={(step) => move(id, index + step)}
            onDragStart={() => setDragged(id)}
            onDragOver={() => {
              if (dragged !== null && dragged !== id) move(dragged, index)
            }}
            onDragEnd={() => setDragged(null)}
          />
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {said}
      </p>
    </Dialog>
  )
}

type ColumnItemProps = {
  readonly label: string
  readonly isShown: boolean
  readonly isDragged: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onToggle: () => void
  readonly onMove: (step: -1 | 1) => void
  readonly onDragStart: () => void
  readonly onDragOver: () => void
  readonly onDragEnd: () => void
}

function ColumnItem(props: ColumnItemProps) {
  const { label, isShown, isDragged, isFirst, isLast, onToggle, onMove } = props
  const { t } = useTranslation()
  const handleKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (step === null || !event.altKey) return
    event.preventDefault()
    onMove(step)
  }
  const accept = (event: DragEvent) => {
    event.preventDefault()
    props.onDragOver()
  }
  return (
    // The keys are an addition to its buttons.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      draggable
      className={classNames(styles['column'], isDragged && styles['dragged'])}
      onKeyDown={handleKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', label)
        props.onDragStart()
      }}
      onDragEnter={accept}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => event.preventDefault()}
      onDragEnd={props.onDragEnd}
    >
      <span className={styles['grip']} aria-hidden />
      <span className={styles['label']}>
        <Checkbox label={label} checked={isShown} onChange={onToggle} />
      </span>
      <IconButton
        size="sm"
        icon={ArrowUp}
        label={t('views.columns.up', { column: label })}
        disabledReason={isFirst ? t('views.columns.isFirst') : null}
        onClick={() => onMove(-1)}
      />
      <IconButton
        size="sm"
        icon={ArrowDown}
        label={t('views.columns.down', { column: label })}
        disabledReason={isLast ? t('views.columns.isLast') : null}
        onClick={() => onMove(1)}
      />
    </li>
  )
}
