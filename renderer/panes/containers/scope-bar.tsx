import { ChevronDown, Group } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { setContainersView, useContainersView } from '../../store/containers-view.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import type { Grouping, ListCounts } from './list-model.ts'
import { scopes } from './list-model.ts'
import styles from './scope-bar.module.css'

/** Narrows the list by state, and says how it is grouped. */
export function ScopeBar({ counts }: { readonly counts: ListCounts }) {
  const { t } = useTranslation()
  const scope = useContainersView((view) => view.scope)
  return (
    <div className={styles['bar']}>
      <Segmented
        label={t('containers.scopeLabel')}
        value={scope}
        onChange={(next) => setContainersView({ scope: next })}
        options={scopes.map((id) => ({
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

const groupings: readonly Grouping[] = ['project', 'none']

function GroupingMenu() {
  const { t } = useTranslation()
  const grouping = useContainersView((view) => view.grouping)
  return (
    <Menu
      align="end"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          icon={Group}
          aria-label={`${t('containers.grouping.label')}: ${t(`containers.grouping.${grouping}`)}`}
        >
          {t(`containers.grouping.${grouping}`)}
          <ChevronDown aria-hidden />
        </Button>
      }
      items={groupings.map((id) => ({
        kind: 'item',
        id,
        label: t(`containers.grouping.${id}`),
        isChecked: grouping === id,
        onSelect: () => setContainersView({ grouping: id }),
      }))}
    />
  )
}
