import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { ActionId } from '../../actions/action.ts'
import { containerActions, startOrStop } from '../../actions/container-actions.ts'
import { containerMenu, whyDisabled } from '../../actions/container-menu.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { portLinks } from '../../port-link.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import styles from './row-actions.module.css'

type RowActionsProps = {
  readonly container: Container
  /** The pointer is on the row. */
  readonly isPointed: boolean
  /** The ports column is drawn; its links stay free. */
  readonly hasPorts: boolean
  readonly colIndex: number
}

const verbsOf = (container: Container): readonly ActionId[] => [
  startOrStop(container),
  'restart',
  'logs',
  'terminal',
]

/**
 * Four verbs and the rest, over the last columns of the row under the pointer. Rows that only scroll by get
 * bare buttons: named and working, without tooltips and menus.
 */
export function RowActions({ container, isPointed, hasPorts, colIndex }: RowActionsProps) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div
      role="gridcell"
      aria-colindex={colIndex}
      className={styles['actions']}
      data-open={isOpen || undefined}
      style={hasPorts && portLinks(container, null).length > 0 ? { gridColumn: 'tick / ports' } : undefined}
    >
      {isPointed || isOpen ? (
        <FullActions container={container} isOpen={isOpen} onOpenChange={setIsOpen} />
      ) : (
        <BareActions container={container} onOpen={() => setIsOpen(true)} />
      )}
    </div>
  )
}

function BareActions({ container, onOpen }: { readonly container: Container; readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const { id, name } = container
  return (
    <>
      {verbsOf(container).map((actionId) => (
        <button
          key={actionId}
          type="button"
          tabIndex={-1}
          aria-label={t(`actions.named.${actionId}`, { name })}
          aria-disabled={containerActions[actionId].isEnabled(container) !== true || undefined}
          className={styles['bare']}
          onClick={() => actions.run(actionId, [id])}
        />
      ))}
      <button
        type="button"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-label={t('actions.named.more', { name })}
        className={styles['bare']}
        onClick={onOpen}
      />
    </>
  )
}

type FullActionsProps = {
  readonly container: Container
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

function FullActions({ container, isOpen, onOpenChange }: FullActionsProps) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const { name, id } = container
  return (
    <>
      {verbsOf(container).map((actionId) => (
        <IconButton
          key={actionId}
          label={t(`actions.named.${actionId}`, { name })}
          icon={containerActions[actionId].icon}
          size="sm"
          tabIndex={-1}
          shortcut={containerActions[actionId].shortcut ?? undefined}
          command={actions.command(actionId, [id]) ?? undefined}
          disabledReason={whyDisabled(actionId, [container], t)}
          onClick={() => actions.run(actionId, [id])}
        />
      ))}
      <Menu
        align="end"
        open={isOpen}
        onOpenChange={onOpenChange}
        trigger={
          <IconButton label={t('actions.named.more', { name })} icon={Ellipsis} size="sm" tabIndex={-1} />
        }
        items={isOpen ? containerMenu([container], actions, t) : []}
      />
    </>
  )
}
