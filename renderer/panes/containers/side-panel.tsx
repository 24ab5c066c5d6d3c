import type { CSSProperties, KeyboardEvent } from 'react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import { formatAgo } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { panelBounds, setContainersView, useContainersView } from '../../store/containers-view.ts'
import { useEntity } from '../../store/entity-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ResizeHandle } from '../../ui/resize-handle.tsx'
import styles from '../objects/object-panel.module.css'
import { closePanel } from './list-keys.ts'
import { PanelHeader } from './panel/panel-header.tsx'
import { PanelSections } from './panel/panel-sections.tsx'
import { SeveralSelected } from './panel/several-selected.tsx'

type SidePanelProps = {
  /** Focus goes back to the list. */
  readonly onClosed: () => void
}

/** The current container beside the list, while it is open. */
export function SidePanel({ onClosed }: SidePanelProps) {
  const { t } = useTranslation()
  const panelId = useContainersView((view) => view.panelId)
  const width = useContainersView((view) => view.panelWidth)
  const isOneOfMany = useContainersView(
    (view) => view.ticked.size > 1 && view.panelId !== null && view.ticked.has(view.panelId),
  )
  if (panelId === null) return null
  const close = () => {
    closePanel()
    onClosed()
  }
  const handleKeyDown = (event: KeyboardEvent) => {
    // An Escape that a menu or tooltip inside has used is not the panel's.
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    close()
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Escape does the same */}
      <div className={styles['scrim']} onClick={close} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes from anywhere inside */}
      <aside
        className={styles['panel']}
        data-region="panel"
        aria-label={t('containers.panel.sidePanel')}
        style={{ '--panel-width': `${width}px` } as CSSProperties}
        onKeyDown={handleKeyDown}
      >
        <ResizeHandle
          label={t('containers.panel.resize')}
          value={width}
          {...panelBounds}
          grows="left"
          className={styles['handle']}
          onChange={(panelWidth) => setContainersView({ panelWidth })}
          onReset={() => setContainersView({ panelWidth: 384 })}
        />
        {isOneOfMany ? (
          <SeveralSelected onClose={close} />
        ) : (
          <OneContainer key={panelId} id={panelId} onClose={close} />
        )}
      </aside>
    </>
  )
}

function OneContainer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { containers, stats } = useApp()
  const container = useEntity(containers, id)
  useEffect(() => stats.watch([id]), [stats, id])
  return container ? <Details container={container} onClose={onClose} /> : <Gone onClose={onClose} />
}

function Details({ container, onClose }: { readonly container: Container; readonly onClose: () => void }) {
  return (
    <>
      <PanelHeader container={container} onClose={onClose} />
      <PanelSections container={container} />
    </>
  )
}

/** It was removed under the panel; the person decides when that is read. */
function Gone({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [goneAtMs] = useState(() => Date.now())
  const nowMs = useNow(1_000)
  return (
    <EmptyState
      title={t('containers.panel.goneAgo', { ago: formatAgo(goneAtMs, Math.max(nowMs, goneAtMs)) })}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    />
  )
}
