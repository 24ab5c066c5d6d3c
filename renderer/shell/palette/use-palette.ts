import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isDockerLine } from '../../../shared/docker-line/parse-line.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { useNow } from '../../hooks/use-now.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { taskSentence } from '../../task-words.ts'
import type { WindowActions } from '../keyboard.ts'
import { actionsOn, findEntries, type Searched, suggestions } from './find-entries.ts'
import { lineSections } from './line-entries.ts'
import { objectOnScreen, type PaletteContext } from './object-entries.ts'
import type { PaletteSection } from './palette-entry.ts'
import { indexObjects, type PaletteObject } from './palette-objects.ts'
import { allPlaces } from './places.ts'
import { recentIds } from './recent.ts'

const refreshMs = 30_000
/** Nothing has a longer name; a page of text pasted by mistake is not searched for. */
const longestQuery = 200

/** What the palette offers for a text, and for the object it acts on, if any. */
export function usePaletteSections(
  text: string,
  object: PaletteObject | null,
  windowActions: WindowActions,
): readonly PaletteSection[] {
  const searched = useSearched(windowActions)
  // At once, not deferred: Enter right behind the last letter must mean what was typed.
  return useMemo(() => {
    if (object !== null) return actionsOn(object, text, searched.context)
    if (text.trim() === '') return suggestions(searched)
    if (isDockerLine(text)) return lineSections(text, searched.context)
    return findEntries(text.slice(0, longestQuery), searched)
  }, [text, object, searched])
}

function useSearched({ openShortcuts, openConnections }: WindowActions): Searched {
  const app = useApp()
  const actions = useContainerActions()
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const nowMs = useNow(refreshMs)
  const [recent] = useState(recentIds)
  const versions = useVersions()
  return useMemo(() => {
    void versions
    const context: PaletteContext = { app, actions, endpoint, nowMs, t }
    return {
      index: indexObjects(app, (task) => taskSentence(task, t)),
      places: allPlaces(endpoint, { openShortcuts, openConnections }, t),
      onScreen: objectOnScreen(app, location.hash),
      recent,
      context,
    }
  }, [app, actions, endpoint, nowMs, t, recent, versions, openShortcuts, openConnections])
}

/** Changes with any of the lists that are searched. */
function useVersions(): string {
  const { containers, images, volumes, networks, tasks } = useApp()
  return [
    useStoreVersion(containers),
    useStoreVersion(images),
    useStoreVersion(volumes),
    useStoreVersion(networks),
    useStoreVersion(tasks),
  ].join()
}
