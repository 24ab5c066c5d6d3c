import '../i18n/pane-words.ts'
import i18next from 'i18next'
import type { DesktopOptions, DesktopSummary } from '../../shared/desktop.ts'
import { runnerOf } from '../actions/use-container-actions.ts'
import type { AppContext } from '../app-context.ts'
import { desktop } from '../desktop.ts'
import { useEngineStore } from '../store/engine-store.ts'
import { favouritesOn, useFavourites } from '../store/favourites.ts'
import { type PresenceSettings, usePresenceSettings } from '../store/presence-settings.ts'
import { Alerts } from './alerts.ts'
import { answerRequest } from './requests.ts'
import { summarise } from './summary.ts'

/** However fast containers change, people outside the window are told once a second. */
const pauseMs = 1_000

/** Begins to tell outside the window how things are: notifications, tray, badge or title; and to answer from there. */
export function startAlerts(app: AppContext): void {
  const runner = runnerOf(app)
  const alerts = new Alerts(app, runner)
  const showSummary = desktop ? toldOnce((summary) => desktop?.setSummary(summary)) : showInTitle
  let timer: ReturnType<typeof setTimeout> | null = null
  const look = () => {
    timer = null
    alerts.look()
    // Of an engine that is away nothing is known, but the work that ends with the app is.
    const containers = app.containers.freshness === 'live' ? app.containers.all() : []
    const host = useEngineStore.getState().status.endpoint?.host ?? ''
    showSummary(summarise(containers, app.tasks.all(), favouritesOn(host), i18next.t))
  }
  const lookSoon = () => {
    timer ??= setTimeout(look, pauseMs)
  }
  look()
  for (const store of [app.containers, app.tasks]) store.subscribe(lookSoon)
  useFavourites.subscribe(lookSoon)
  i18next.on('languageChanged', lookSoon)
  usePresenceSettings.subscribe((settings) => {
    desktop?.setOptions(optionsOf(settings))
    lookSoon()
  })
  desktop?.setOptions(optionsOf(usePresenceSettings.getState()))
  desktop?.onRequest((request) => answerRequest(app, runner, request))
}

function optionsOf({ hasTray, staysInTray, hasBadge, opensLinks }: PresenceSettings): DesktopOptions {
  return { hasTray, staysInTray, hasBadge, opensLinks }
}

/** Says the same thing only once. */
function toldOnce(tell: (summary: DesktopSummary) => void): (summary: DesktopSummary) => void {
  let told = ''
  return (summary) => {
    const text = JSON.stringify(summary)
    if (text === told) return
    told = text
    tell(summary)
  }
}

/** A browser tab has no badge: the number stands before its title. */
function showInTitle({ failing }: DesktopSummary): void {
  const isShown = usePresenceSettings.getState().hasBadge && failing > 0
  const title = document.title.replace(/^\(\d+\) /, '')
  document.title = isShown ? `(${failing}) ${title}` : title
}
