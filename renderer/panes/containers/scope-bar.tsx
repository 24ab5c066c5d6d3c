import { ChevronDown, Group } from 'lucide-react'
import { lazy, memo, Suspense, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type Grouping,
  groupings,
  listScopes,
  setContainersView,
  useContainersView,
} from '../../store/containers-view.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import type { ContainerListModel } from './list-model.ts'
import styles from './scope-bar.module.css'

/** Narrows the list by state, and says how it is grouped. */
export function ScopeBar({ model }: { readonly model: ContainerListModel }) {
  const { t } = useTranslation()
  const counts = useSyncExternalStore(model.subscribe, () => model.counts)
  const scope = useContainersView((view) => view.scope)
  return (
    <div className={styles['bar']}>
      <Segmented
        label={t('containers.scopeLabel')}
        value={scope}
        onChange={(next) => setContainersView({ scope: next })}
        options={listScopes.map((id) => ({
          id,
          label: t(`containers.scope.${id}`),
          count: counts[id],
          mark:
            id === 'attention' && counts.attention > 0 ? (
              <StateGlyph glyph="unhealthy" size={14} />
            ) : undefined,
        }))}
      />
      <GroupingMenu />
    </div>
  )
}

// Few group by a label: what asks for one comes when it is asked for.
const LabelDialog = lazy(async () => ({ default: (await import('./views/label-dialog.tsx')).LabelDialog }))

const GroupingMenu = memo(function GroupingMenu() {
  const { t } = useTranslation()
  const grouping = useContainersView((view) => view.grouping)
  const [isAsking, setIsAsking] = useState(false)
  const isUsual = (id: Grouping) => groupings.some((each) => each === id)
  const name = (id: Grouping) =>
    isUsual(id)
      ? t(`containers.grouping.${id as (typeof groupings)[number]}`)
      : `${t('containers.grouping.byLabel')} ${id.slice(id.indexOf(':') + 1)}`
  const entry = (id: Grouping): MenuEntry => ({
    kind: 'item',
    id,
    label: name(id),
    isChecked: grouping === id,
    onSelect: () => setContainersView({ grouping: id }),
  })
  const byLabel: MenuEntry = {
    kind: 'item',
    id: 'label',
    label: `${t('containers.grouping.byLabel')}…`,
    onSelect: () => setIsAsking(true),
  }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button
            variant="ghost"
            size="sm"
            icon={Group}
            aria-label={`${t('containers.grouping.label')}: ${name(grouping)}`}
          >
            <span className={styles['grouping']}>{name(grouping)}</span>
            <ChevronDown aria-hidden />
          </Button>
        }
        items={[
          ...groupings.slice(0, -1).map(entry),
          ...(isUsual(grouping) ? [] : [entry(grouping)]),
          byLabel,
          entry('none'),
        ]}
      />
      {isAsking && (
        <Suspense>
          <LabelDialog onClose={() => setIsAsking(false)} />
        </Suspense>
      )}
    </>
  )
})
