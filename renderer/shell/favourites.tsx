import '../i18n/pane-words.ts'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../app-context.ts'
import { deriveState } from '../container-state.ts'
import { stateWord } from '../container-words.ts'
import { useNow } from '../hooks/use-now.ts'
import { formatRoute } from '../router.ts'
import { useEngineStatus } from '../store/engine-store.ts'
import { useEntity } from '../store/entity-store.ts'
import { useFavourites } from '../store/favourites.ts'
import { StateGlyph } from '../ui/state-glyph.tsx'
import { Tooltip } from '../ui/tooltip.tsx'
import { TooltipContent } from '../ui/tooltip-content.tsx'
import styles from './sidebar.module.css'

const none: readonly string[] = []

/** The containers with a star that are on the engine in use. */
export function Favourites() {
  const { t } = useTranslation()
  const { containers } = useApp()
  const host = useEngineStatus().endpoint?.host ?? ''
  const names = useFavourites((favourites) => favourites.names[host] ?? none)
  // As text, so that the list is drawn anew only when a favourite comes or goes.
  const found = useSyncExternalStore(containers.subscribe, () => {
    const wanted = new Set(names)
    const ids = new Map<string, string>()
    for (const { name, id } of containers.all()) if (wanted.has(name)) ids.set(name, id)
    return names.flatMap((name) => ids.get(name) ?? []).join(' ')
  })
  if (found === '') return null
  return (
    <section className={styles['projects']} aria-labelledby="sidebar-favourites">
      <h2 id="sidebar-favourites" className={styles['heading']}>
        {t('presence.favourites')}
      </h2>
      <ul className={styles['list']}>
        {found.split(' ').map((id) => (
          <FavouriteItem key={id} id={id} />
        ))}
      </ul>
    </section>
  )
}

function FavouriteItem({ id }: { readonly id: string }) {
  const { t } = useTranslation()
  const container = useEntity(useApp().containers, id)
  const nowMs = useNow(30_000)
  if (!container) return null
  const state = deriveState(container, nowMs)
  const word = stateWord(state, t)
  return (
    <li>
      <Tooltip content={<TooltipContent label={`${container.name}: ${word}`} />}>
        <a
          href={formatRoute({ pane: 'container', id, tab: 'logs' })}
          className={styles['item']}
          aria-label={`${container.name}, ${word}`}
          draggable={false}
        >
          <StateGlyph glyph={state.glyph} />
          <span className={styles['label']}>{container.name}</span>
        </a>
      </Tooltip>
    </li>
  )
}
