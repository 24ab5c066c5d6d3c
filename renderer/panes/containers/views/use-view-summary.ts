import { useTranslation } from 'react-i18next'
import type { Grouping, ViewChoices } from '../../../store/containers-view.ts'
import { columnIds, groupings } from '../../../store/containers-view.ts'

/** Words for what a view holds, such as "Running, filter image:web, grouped by image, sorted by CPU, 5 columns". */
export function useViewSummary(): (view: ViewChoices) => string {
  const { t } = useTranslation()
  const groupedBy = (grouping: Grouping): string => {
    const usual = groupings.find((each) => each === grouping)
    if (usual === 'none') return t('containers.grouping.none')
    const name = usual ? t(`containers.grouping.${usual}`) : grouping.slice(grouping.indexOf(':') + 1)
    return t('views.summary.grouped', { name })
  }
  return ({ filter, scope, grouping, sort, hiddenColumns }) =>
    [
      t(`containers.scope.${scope}`),
      ...(filter.trim() === '' ? [] : [t('views.summary.filter', { filter: filter.trim() })]),
      groupedBy(grouping),
      t('views.summary.sorted', { column: t(`containers.column.${sort.key}`) }),
      t('views.summary.columns', { count: columnIds.length - hiddenColumns.length }),
    ].join(t('views.summary.comma'))
}
