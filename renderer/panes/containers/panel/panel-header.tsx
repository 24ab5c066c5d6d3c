import { Ellipsis, Globe, Maximize2, SquareTerminal, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../../shared/container.ts'
import type { ActionId } from '../../../actions/action.ts'
import { containerActions, startOrStop } from '../../../actions/container-actions.ts'
import { containerMenu, whyDisabled } from '../../../actions/container-menu.ts'
import { useContainerActions } from '../../../actions/use-container-actions.ts'
import { deriveState, isAlive } from '../../../container-state.ts'
import { exitSentence, stateDetail, stateWord } from '../../../container-words.ts'
import { useNow } from '../../../hooks/use-now.ts'
import { portLinks } from '../../../port-link.ts'
import { navigate } from '../../../router.ts'
import { useEngineStatus } from '../../../store/engine-store.ts'
import { usePending } from '../../../store/pending.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { StateGlyph } from '../../../ui/state-glyph.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import head from '../../objects/panel-head.module.css'
import styles from './panel-header.module.css'

type PanelHeaderProps = { readonly container: Container; readonly onClose: () => void }

/** Who it is, how it is, and what one does with it most. */
export function PanelHeader({ container, onClose }: PanelHeaderProps) {
  const { t } = useTranslation()
  const { id, name } = container
  return (
    <header className={head['header']}>
      <div className={head['title']}>
        <Glyph container={container} />
        <h2 className={head['name']} title={name}>
          <bdi>{name}</bdi>
        </h2>
        <IconButton
          label={t('containers.panel.expand', { name })}
          icon={Maximize2}
          shortcut="Enter"
          onClick={() => navigate({ pane: 'container', id, tab: 'logs' })}
        />
        <IconButton label={t('containers.panel.close')} icon={X} shortcut="Esc" onClick={onClose} />
      </div>
      <StateLine container={container} />
      <Actions container={container} />
      <ViewTabs container={container} />
    </header>
  )
}

function Glyph({ container }: { readonly container: Container }) {
  const pending = usePending(container.id)
  return <StateGlyph glyph={pending ? 'ring' : deriveState(container, 0).glyph} size={17} />
}

function StateLine({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const pending = usePending(container.id)
  const nowMs = useNow(1_000)
  const state = deriveState(container, nowMs)
  const detail = stateDetail(state, nowMs, t)
  const isLasting = isAlive(container) && state.kind !== 'restarting'
  return (
    <p className={styles['state']} title={exitSentence(state, container, t) ?? undefined}>
      <span className={styles[state.tone]}>
        {pending ? t(`containers.pending.${pending.verb}`) : stateWord(state, t)}
      </span>
      {detail !== '' && !pending && (
        <span>{isLasting ? t('containers.panel.for', { age: detail }) : detail}</span>
      )}
      <span className={styles['line']} aria-hidden />
      <span className={styles['image']} title={container.image} lang="en">
        {container.image}
      </span>
    </p>
  )
}

/** What stands beside the overflow, or in the tabs below. */
const beside: readonly ActionId[] = [
  'start',
  'stop',
  'restart',
  'open',
  'terminal',
  'logs',
  'stats',
  'inspect',
]

function Actions({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const actions = useContainerActions()
  const { endpoint } = useEngineStatus()
  const pending = usePending(container.id)
  const { id, name } = container
  const [link] = portLinks(container, endpoint)
  const isLinked = link !== undefined && container.state === 'running'
  const verb = (actionId: 'start' | 'stop' | 'restart') => (
    <Button
      key={actionId}
      icon={containerActions[actionId].icon}
      aria-label={t(`actions.named.${actionId}`, { name })}
      shortcut={containerActions[actionId].shortcut ?? undefined}
      command={actions.command(actionId, [id]) ?? undefined}
      disabledReason={pending ? t('actions.reason.working') : whyDisabled(actionId, [container], t)}
      onClick={() => actions.run(actionId, [id])}
    >
      {t(`actions.${actionId}`)}
    </Button>
  )
  return (
    <div className={styles['actions']}>
      {verb(startOrStop(container))}
      {verb('restart')}
      {isLinked && (
        <Button
          icon={Globe}
          className={styles['open']}
          shortcut="O"
          title={link.url}
          aria-label={t('actions.named.open', { name })}
          onClick={() => actions.run('open', [id])}
        >
          {t('containers.panel.openPort', { port: link.hostPort })}
        </Button>
      )}
      <span className={styles['space']} />
      <IconButton
        label={t('actions.named.terminal', { name })}
        icon={SquareTerminal}
        shortcut="T"
        command={actions.command('terminal', [id]) ?? undefined}
        disabledReason={whyDisabled('terminal', [container], t)}
        onClick={() => actions.run('terminal', [id])}
      />
      <Menu
        align="end"
        trigger={<IconButton label={t('actions.named.more', { name })} icon={Ellipsis} />}
        items={containerMenu([container], actions, t, beside)}
      />
    </div>
  )
}

const tabs = ['overview', 'logs', 'stats', 'terminal', 'inspect'] as const

/** The overview is the panel itself; the others are pages. */
function ViewTabs({ container }: { readonly container: Container }) {
  const { t } = useTranslation()
  const reason = whyDisabled('terminal', [container], t)
  return (
    <div className={classNames(styles['tabs'])}>
      <Tabs
        label={t('containers.panel.tabs', { name: container.name })}
        value="overview"
        onChange={(tab) => {
          if (tab !== 'overview') navigate({ pane: 'container', id: container.id, tab })
        }}
        tabs={tabs.map((id) => ({
          id,
          label: t(`containers.panel.${id}`),
          disabledReason: id === 'terminal' ? reason : null,
        }))}
      />
    </div>
  )
}
