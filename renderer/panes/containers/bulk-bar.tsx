import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { ActionId } from '../../actions/action.ts'
import { applicable, containerActions } from '../../actions/container-actions.ts'
import { actionLabel, whyDisabled } from '../../actions/container-menu.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { setTicked, useContainersView } from '../../store/containers-view.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { classNames } from '../../ui/class-names.ts'
import { useCommandHover } from '../../ui/command-hover.ts'
import { describedBy } from '../../ui/described.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { TooltipContent } from '../../ui/tooltip-content.tsx'
import styles from '../objects/object-bulk-bar.module.css'

const forMany: readonly ActionId[] = ['start', 'stop', 'restart', 'pause', 'unpause', 'logs', 'remove']
const forOne: readonly ActionId[] = [
  'start',
  'stop',
  'restart',
  'pause',
  'unpause',
  'logs',
  'terminal',
  'remove',
]
/** Shown only when they apply to something: few projects are paused. */
const rare: ReadonlySet<ActionId> = new Set(['pause', 'unpause'])

/** What can be done with the ticked containers, and to how many of them. */
export function BulkBar() {
  const ticked = useContainersView((view) => view.ticked)
  return ticked.size > 0 && <Bar ticked={ticked} />
}

function Bar({ ticked }: { readonly ticked: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const { containers } = useApp()
  useStoreVersion(containers)
  const targets = [...ticked].map((id) => containers.get(id)).filter((container) => container !== undefined)
  if (targets.length === 0) return null
  const ids = targets.length === 1 ? forOne : forMany
  const shown = ids.filter((id) => isShown(id, targets))
  return (
    <div role="toolbar" aria-label={t('containers.bulk.label')} className={styles['bar']}>
      <span className={styles['count']}>{t('containers.bulk.selected', { count: targets.length })}</span>
      {shown.map((id) => (
        <BulkButton key={id} id={id} targets={targets} />
      ))}
      <button
        type="button"
        className={styles['clear']}
        aria-label={t('containers.bulk.clear')}
        onClick={() => setTicked([])}
      >
        <X aria-hidden />
      </button>
    </div>
  )
}

function isShown(id: ActionId, targets: readonly Container[]): boolean {
  const count = applicable(containerActions[id], targets).length
  // One container has one side of start and stop; several show both with their numbers.
  if (targets.length === 1 && (id === 'start' || id === 'stop')) return count > 0
  return count > 0 || !rare.has(id)
}

function BulkButton({ id, targets }: { readonly id: ActionId; readonly targets: readonly Container[] }) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const { icon: Icon, isDestructive } = containerActions[id]
  const ids = targets.map((container) => container.id)
  const count = applicable(containerActions[id], targets).length
  const reason = whyDisabled(id, targets, t)
  const command = actions.command(id, ids) ?? undefined
  const label = actionLabel(id, targets, t)
  const hover = useCommandHover(reason === null ? command : undefined)
  return (
    <>
      {isDestructive && <span className={styles['line']} aria-hidden />}
      <Tooltip content={<TooltipContent label={label} command={command} reason={reason} />}>
        <button
          {...hover}
          type="button"
          className={classNames(styles['action'], isDestructive && styles['danger'])}
          aria-label={targets.length > 1 ? t('containers.bulk.applies', { action: label, count }) : label}
          aria-disabled={reason !== null || undefined}
          {...describedBy(reason)}
          onClick={() => reason === null && actions.run(id, ids)}
        >
          <Icon aria-hidden />
          <span className={styles['label']}>{label}</span>
          {targets.length > 1 && !isDestructive && <span className={styles['number']}>{count}</span>}
        </button>
      </Tooltip>
    </>
  )
}
