import { ArrowLeft, ChevronRight, Ellipsis, Globe, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import type { ActionId } from '../../actions/action.ts'
import { containerActions, startOrStop } from '../../actions/container-actions.ts'
import { useContainerActions } from '../../actions/use-container-actions.ts'
import { deriveState } from '../../container-state.ts'
import { formatAge } from '../../format.ts'
import { useNow } from '../../hooks/use-now.ts'
import { portLinks } from '../../port-link.ts'
import { navigate } from '../../router.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { usePending } from '../../store/pending.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { StateGlyph } from '../../ui/state-glyph.tsx'
import styles from './container-header.module.css'

/** What the overflow menu offers beside the two or three buttons; a gap between the groups. */
const menuGroups: readonly (readonly ActionId[])[] = [
  ['pause', 'unpause', 'kill'],
  ['rename', 'copyName', 'copyId', 'copyCommand'],
  ['remove'],
]

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
      <span className={styles['space']} />
      <HeaderActions container={container} />
    </header>
  )
}

function Title({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const nowMs = useNow(1_000)
  const state = deriveState(container, nowMs)
  const word = t(`containers.state.${state.kind}`)
  const code = state.kind === 'failed' || state.kind === 'exited' ? state.exit?.code : undefined
  return (
    <div className={styles['title']}>
      <StateGlyph glyph={state.glyph} size={17} />
      <h1 title={container.name}>{container.name}</h1>
      <Badge tone={state.tone}>
        {code === undefined ? word : t('containers.stateWithCode', { state: word, code })}
        {state.sinceMs !== null && ` ${formatAge(nowMs - state.sinceMs)}`}
      </Badge>
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
  const reason = (id: ActionId) => {
    if (pending) return t('actions.reason.working')
    const enabled = containerActions[id].isEnabled(container)
    return enabled === true ? null : t(`actions.reason.${enabled}`)
  }
  const { name } = container
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
  const items: MenuEntry[] = menuGroups.flatMap((group, at): MenuEntry[] => [
    ...(at > 0 ? [{ kind: 'separator', id: `gap-${at}` } as const] : []),
    ...group
      .filter((id) => (container.state === 'paused' ? id !== 'pause' : id !== 'unpause'))
      .map(
        (id): MenuEntry => ({
          kind: 'item',
          id,
          label: id === 'copyCommand' ? t('actions.copyCommand', { verb: 'inspect' }) : t(`actions.${id}`),
          icon: containerActions[id].icon,
          command: actions.command(id, [container.id]) ?? undefined,
          danger: containerActions[id].isDestructive,
          disabledReason: reason(id),
          onSelect: () => run(id),
        }),
      ),
  ])
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
        items={items}
      />
    </div>
  )
}
