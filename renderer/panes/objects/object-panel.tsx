import type { CSSProperties, KeyboardEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatAgo } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { type ObjectsViewStore, panelBounds } from '../../store/objects-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ResizeHandle } from '../../ui/resize-handle.tsx'
import styles from './object-panel.module.css'

type ObjectPanelProps = {
  readonly view: ObjectsViewStore
  /** Names it for screen readers. */
  readonly label: string
  /** Null: the object went while it was shown. */
  readonly children: ReactNode | null
  /** Focus goes back to the list. */
  readonly onClose: () => void
}

/** The current object beside the list; resizable, closed with Escape. */
export function ObjectPanel({ view, label, children, onClose }: ObjectPanelProps) {
  const { t } = useTranslation()
  const width = view((state) => state.panelWidth)
  const handleKeyDown = (event: KeyboardEvent) => {
    // An Escape that a menu or tooltip inside has used is not the panel's.
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    onClose()
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Escape does the same */}
      <div className={styles['scrim']} onClick={onClose} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes from anywhere inside */}
      <aside
        className={styles['panel']}
        data-region="panel"
        aria-label={label}
        style={{ '--panel-width': `${width}px` } as CSSProperties}
        onKeyDown={handleKeyDown}
      >
        <ResizeHandle
          label={t('objects.resizePanel')}
          value={width}
          least={panelBounds.least}
          most={panelBounds.most}
          grows="left"
          className={styles['handle']}
          onChange={(panelWidth) => view.setState({ panelWidth })}
          onReset={() => view.setState({ panelWidth: panelBounds.usual })}
        />
        {children ?? <Gone onClose={onClose} />}
      </aside>
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
      title={t('objects.goneAgo', { ago: formatAgo(goneAtMs, Math.max(nowMs, goneAtMs)) })}
      actions={<Button onClick={onClose}>{t('common.close')}</Button>}
    />
  )
}
