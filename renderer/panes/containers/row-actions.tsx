import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { ActionId } from '../../actions/action.ts'
import { containerActions, startOrStop } from '../../actions/container-actions.ts'
import { containerMenu, whyDisabled } from '../../actions/container-menu.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import styles from './row-actions.module.css'

type RowActionsProps = { readonly container: Container }

/** Four verbs and the rest, over the last columns of the row under the pointer. */
export function RowActions({ container }: RowActionsProps) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const [isOpen, setIsOpen] = useState(false)
  const { name, id } = container
  const verbs: readonly ActionId[] = [startOrStop(container), 'restart', 'logs', 'terminal']
  return (
    <div className={styles['actions']} data-open={isOpen || undefined}>
      {verbs.map((actionId) => (
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
        onOpenChange={setIsOpen}
        trigger={
          <IconButton label={t('actions.named.more', { name })} icon={Ellipsis} size="sm" tabIndex={-1} />
        }
        items={isOpen ? containerMenu([container], actions, t) : []}
      />
    </div>
  )
}
