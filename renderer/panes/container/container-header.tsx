import { ArrowLeft, Bell, BellOff, ChevronRight, Ellipsis, Globe, PackagePlus, RotateCw } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { ActionId } from '../../actions/action.ts'
import { containerActions, startOrStop } from '../../actions/container-actions.ts'
import { containerMenu, whyDisabled } from '../../actions/container-menu.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { useApp } from '../../app-context.ts'
import { deriveState, isAlive, type StateKind } from '../../container-state.ts'
import { stateDetail, stateWord } from '../../container-words.ts'
import { useNow } from '../../hooks/use-now.ts'
import { portLinks } from '../../port-link.ts'
import { navigate } from '../../router.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { usePending } from '../../store/pending.ts'
import { stopWatching, useIsWatched, watchEnd } from '../../streams/end-watch.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './container-header.module.css'
import { FavouriteButton } from './favourite-button.tsx'
import { usePageCommands } from './use-page-commands.ts'

/** What stands in the header or its tabs already. */
const besideMenu: readonly ActionId[] = [
  'logs',
  'terminal',
  'stats',
  'inspect',
  'open',
  'start',
  'stop',
  'restart',
]

const CommitDialog = lazy(async () => ({ default: (await import('./commit-dialog.tsx')).CommitDialog }))

/** Name, state and actions of the container, above its tabs. */
export function ContainerHeader({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const toList = () => navigate({ pane: 'containers', project: null })
  const project = container.compose?.project
  return (
    <header className={styles['header']}>
      <IconButton label={t('container.backToList')} icon={ArrowLeft} onClick={toList} />
      <nav className={styles['crumbs']} aria-label={t('container.breadcrumb')}>
        <a href="#/containers">{t('container.containers')}</a>
        <ChevronRight size={14} aria-hidden />
        {project !== undefined && (
          <>
            <a href={`#/projects/${encodeURIComponent(project)}`}>{project}</a>
            <ChevronRight size={14} aria-hidden />
          </>
        )}
      </nav>
      <Title container={container} />
      <FavouriteButton name={container.name} />
      <span className={styles['space']} />
      <HeaderActions container={container} />
    </header>
  )
}

/** States that make one ask. */
const unexplained: ReadonlySet<StateKind> = new Set(['failed', 'restarting', 'dead'])

function Title({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const nowMs = useNow(1_000)
  const state = deriveState(container, nowMs)
  const isUnexplained = unexplained.has(state.kind) || (container.runtime?.error ?? '') !== ''
  return (
    <div className={styles['title']}>
      <StateGlyph glyph={state.glyph} size={17} />
      <h1 title={container.name}>{container.name}</h1>
      <Badge tone={state.tone}>
        {stateWord(state, t)} {stateDetail(state, nowMs, t)}
      </Badge>
      {isUnexplained && (
        <a className={styles['why']} href={`#/containers/${encodeURIComponent(container.id)}/overview`}>
          {t(container.state === 'created' ? 'why.titleNever' : 'why.title')}
        </a>
      )}
      <span className={styles['image']} title={container.image}>
        {container.image}
      </span>
    </div>
  )
}

function HeaderActions({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const status = useEngineStatus()
  const pending = usePending(container.id)
  const run = (id: ActionId) => actions.run(id, [container.id])
  const toggle = startOrStop(container)
  const reason = (id: ActionId) => (pending ? t('actions.reason.working') : whyDisabled(id, [container], t))
  const { name } = container
  const [isCommitting, setIsCommitting] = useState(false)
  const entries = usePageEntries(container, () => setIsCommitting(true))
  const isBusy = pending !== null
  const link = portLinks(container, status.endpoint)[0]
  const button = (id: 'start' | 'stop' | 'restart', icon = containerActions[id].icon) => (
    <Button
      icon={icon}
      isWorking={isBusy && (pending.verb === 'restarting') === (id === 'restart')}
      disabledReason={reason(id)}
      aria-label={t(`actions.named.${id}`, { name })}
      onClick={() => run(id)}
    >
      {t(`actions.${id}`)}
    </Button>
  )
  return (
    <div className={styles['actions']}>
      {button(toggle)}
      {toggle === 'stop' && button('restart', RotateCw)}
      {link && (
        <Button
          icon={Globe}
          aria-label={t('container.openPort', { port: link.hostPort, name })}
          disabledReason={reason('open')}
          onClick={() => run('open')}
        >
          {t('container.open', { port: link.hostPort })}
        </Button>
      )}
      <Menu
        align="end"
        trigger={<IconButton label={t('actions.named.more', { name })} icon={Ellipsis} />}
        items={[...entries, ...containerMenu([container], actions, t, besideMenu)]}
      />
      {isCommitting && (
        <Suspense fallback={null}>
          <CommitDialog container={container} onClose={() => setIsCommitting(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** What only this page offers, before what every menu of a container has. */
function usePageEntries(container: Container, onCommit: () => void): readonly MenuEntry[] {
  const { t } = useTranslation()
  const app = useApp()
  const docker = usePageCommands()
  const { id, name } = container
  const isWatched = useIsWatched(id)
  const commit = { name, reference: null, author: '', message: '', changes: [], pause: true }
  return [
    {
      kind: 'item',
      id: 'wait',
      icon: isWatched ? BellOff : Bell,
      label: t(isWatched ? 'overview.waitStop' : 'overview.waitAction'),
      command: docker.wait(name),
      disabledReason: isAlive(container) ? null : t('actions.reason.notRunning'),
      onSelect: () => (isWatched ? stopWatching(id) : watchEnd(app, container)),
    },
    {
      kind: 'item',
      id: 'commit',
      icon: PackagePlus,
      label: t('overview.commitAction'),
      command: docker.commit(commit),
      disabledReason: whyDisabled('export', [container], t),
      onSelect: onCommit,
    },
    { kind: 'separator', id: 'page' },
  ]
}
