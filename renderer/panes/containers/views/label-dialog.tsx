import '../../../i18n/pane-words.ts'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../../app-context.ts'
import { setContainersView, useContainersView } from '../../../store/containers-view.ts'
import { useStoreVersion } from '../../../store/entity-store.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { compareNames } from '../../objects/order.ts'
import styles from './label-dialog.module.css'

/** More are found by typing. */
const mostShown = 200

/** Asks by the values of which label the list is grouped, out of those that its containers have. */
export function LabelDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const grouping = useContainersView((view) => view.grouping)
  const keys = useLabelKeys()
  const found = keys.filter(({ key }) => key.toLowerCase().includes(text.trim().toLowerCase()))
  const choose = (key: string) => {
    setContainersView({ grouping: `label:${key}` })
    onClose()
  }
  return (
    <Dialog open title={t('views.label.title')} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          const [first] = found
          if (first) choose(first.key)
        }}
      >
        <TextField label={t('views.label.field')} value={text} onChange={setText} isMono />
        {found.length === 0 ? (
          <p className={styles['none']}>
            {t(keys.length === 0 ? 'views.label.noLabels' : 'views.label.none')}
          </p>
        ) : (
          <ul className={styles['list']} aria-label={t('views.label.list')}>
            {found.slice(0, mostShown).map(({ key, count, values }) => (
              <li key={key}>
                <button
                  type="button"
                  className={styles['key']}
                  aria-current={grouping === `label:${key}` || undefined}
                  onClick={() => choose(key)}
                >
                  <bdi lang="en">{key}</bdi>
                  <span className={styles['count']}>
                    {t('views.label.count', { groups: t('views.label.groups', { count: values }), count })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </form>
    </Dialog>
  )
}

type LabelKey = {
  readonly key: string
  /** Containers that have it. */
  readonly count: number
  /** Different values: as many groups. */
  readonly values: number
}

function useLabelKeys(): readonly LabelKey[] {
  const { containers } = useApp()
  useStoreVersion(containers)
  const found = new Map<string, { count: number; values: Set<string> }>()
  for (const { labels } of containers.all()) {
    for (const [key, value] of Object.entries(labels)) {
      const known = found.get(key) ?? { count: 0, values: new Set<string>() }
      known.count += 1
      known.values.add(value)
      found.set(key, known)
    }
  }
  return [...found]
    .map(([key, { count, values }]) => ({ key, count, values: values.size }))
    .sort((a, b) => compareNames(a.key, b.key))
}
