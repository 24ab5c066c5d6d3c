import { FileDown, ListFilter, Pencil, Plus, ScrollText, SquareTerminal } from 'lucide-react'
import { type CommandPath, commandOf } from '../../../shared/docker-line/line-commands.ts'
import type { DockerLine } from '../../../shared/docker-line/parse-line.ts'
import type { EngineVerb } from '../../actions/action.ts'
import { openActionDialog } from '../../actions/action-dialog-store.ts'
import { containerActions } from '../../actions/container-actions.ts'
import { whyDisabled } from '../../actions/container-menu.ts'
import type { VerbOptions } from '../../actions/engine-verbs.ts'
import { openEditDialog, openRunDialog } from '../../actions/run-dialog-store.ts'
import { describeError } from '../../messages.ts'
import { type ContainerTab, navigate } from '../../router.ts'
import { setContainersView } from '../../store/containers-view.ts'
import { setLogsView, useLogsView } from '../../store/logs-view.ts'
import { notify } from '../../store/notices.ts'
import { logStoresOf } from '../../streams/log-stores.ts'
import { terminalSessions } from '../../streams/terminal-sessions.ts'
import { containerFilter } from './line-filters.ts'
import {
  findContainer,
  isOn,
  type LineHandler,
  type LineIntent,
  valueOf,
  withContainer,
  withContainers,
} from './line-intent.ts'
import { minutesSince } from './line-times.ts'
import type { PaletteContext } from './object-entries.ts'

/** A tab of the container's page. */
function page(tab: ContainerTab, carries: readonly string[] = []): LineHandler {
  return {
    carries,
    resolve: (line, context) =>
      withContainer(line, context, ({ id, name }) => ({
        kind: 'do',
        icon: containerActions[tab === 'terminal' ? 'terminal' : 'inspect'].icon,
        title: context.t('palette.line.several', { verb: context.t(`container.${tab}`), names: name }),
        run: () => navigate({ pane: 'container', id, tab }),
      })),
  }
}

/** A verb that loses nothing: done at once. */
function direct(verb: Exclude<EngineVerb, 'kill' | 'remove'>, carries: readonly string[] = []): LineHandler {
  return {
    carries,
    resolve: (line, context) =>
      withContainers(line, context, (containers) => {
        const { actions, t } = context
        const names = containers.map(({ name }) => name).join(', ')
        return {
          kind: 'do',
          icon: containerActions[verb].icon,
          title: t('palette.line.several', { verb: t(`actions.${verb}`), names }),
          disabledReason: whyDisabled(verb, containers, t),
          run: () => void actions.perform(verb, containers, verbOptions(line)),
        }
      }),
  }
}

function verbOptions(line: DockerLine): VerbOptions {
  const timeout = Number(valueOf(line, 'timeout') ?? Number.NaN)
  const signal = valueOf(line, 'signal')
  return {
    ...(Number.isInteger(timeout) ? { timeoutSeconds: timeout } : {}),
    ...(signal === null ? {} : { signal }),
  }
}

/** A verb that is asked about first. */
function asked(kind: 'kill' | 'remove', carries: readonly string[]): LineHandler {
  return {
    carries,
    resolve: (line, context) =>
      withContainers(line, context, (containers) => {
        const names = containers.map(({ name }) => name).join(', ')
        return {
          kind: 'do',
          icon: containerActions[kind].icon,
          title: context.t('palette.line.several', { verb: context.t(`actions.${kind}`), names }),
          disabledReason: whyDisabled(kind, containers, context.t),
          run: () => openActionDialog({ kind, ids: containers.map(({ id }) => id), ...signalOf(line) }),
        }
      }),
  }
}

function signalOf(line: DockerLine): { readonly signal?: string } {
  const signal = valueOf(line, 'signal')
  return signal === null ? {} : { signal: signal.startsWith('SIG') ? signal : `SIG${signal}` }
}

function list(line: DockerLine, { t }: PaletteContext): LineIntent {
  const { filter, scope } = containerFilter(line)
  return {
    kind: 'do',
    icon: ListFilter,
    title: filter === '' ? t('palette.line.list') : t('palette.line.listWhere', { filter }),
    run: () => {
      setContainersView({ filter, scope })
      navigate({ pane: 'containers', project: null })
    },
  }
}

function logs(line: DockerLine, context: PaletteContext): LineIntent {
  return withContainer(line, context, ({ id, name }) => ({
    kind: 'do',
    icon: ScrollText,
    title: context.t('palette.line.logs', { name }),
    run: () => {
      startLogs(line, context, id)
      navigate({ pane: 'container', id, tab: 'logs' })
    },
  }))
}

/** Has the container's log read from where the line says, before its page asks for it. */
function startLogs(line: DockerLine, { app, nowMs }: PaletteContext, id: string): void {
  const hasTimes = useLogsView.getState().timeFormat !== 'none'
  if (isOn(line, 'timestamps') && !hasTimes) setLogsView({ timeFormat: 'local' })
  const minutes = minutesSince(valueOf(line, 'since') ?? '', nowMs)
  const tail = Number(valueOf(line, 'tail') ?? Number.NaN)
  const start =
    minutes === null ? { tail: Number.isInteger(tail) && tail >= 0 ? tail : null } : { lastMinutes: minutes }
  if (minutes === null && !line.options.has('tail')) return
  const stores = logStoresOf(app)
  const open = stores.find(id)
  if (open) open.restart(start)
  else {
    stores.get(id, start)
    stores.release(id)
  }
}

/** The merged log of a Compose project. */
function projectLogs(line: DockerLine, { app, t }: PaletteContext): LineIntent {
  const project = line.globals.get('project-name')?.at(-1) ?? ''
  const isKnown = [...app.containers.all()].some(({ compose }) => compose?.project === project)
  if (!isKnown) return { kind: 'missing', what: 'project', name: project }
  const title = t('palette.line.projectLogs', { name: project })
  const run = () => navigate({ pane: 'logs', project, ids: [] })
  return { kind: 'do', icon: ScrollText, title, run }
}

function exec(line: DockerLine, context: PaletteContext): LineIntent {
  const { app, t } = context
  if (isOn(line, 'detach')) return { kind: 'cannot', reason: t('palette.line.cannot.detached') }
  return withContainer(line, context, (container) => {
    const { id, name } = container
    const command = line.operands.slice(1)
    const request = {
      command: command.length === 0 ? null : command,
      user: valueOf(line, 'user') ?? '',
      workingDir: valueOf(line, 'workdir') ?? '',
    }
    const title =
      command.length === 0
        ? t('palette.line.shell', { name })
        : t('palette.line.exec', { name, command: command.join(' ') })
    return {
      kind: 'do',
      icon: SquareTerminal,
      title,
      disabledReason: whyDisabled('terminal', [container], t),
      run: () => {
        const opened = terminalSessions(app).open(id, request)
        navigate({ pane: 'container', id, tab: 'terminal' })
        opened.catch((error: unknown) => notify({ tone: 'failed', ...describeError(error, t) }))
      },
    }
  })
}

function rename(line: DockerLine, context: PaletteContext): LineIntent {
  const { actions, t } = context
  const [, newName = ''] = line.operands
  return withContainer(line, context, (container) => ({
    kind: 'do',
    icon: Pencil,
    title: t('palette.line.rename', { name: container.name, newName }),
    run: () => {
      void actions.rename(container, newName).then((error) => {
        if (error !== null) notify({ tone: 'failed', ...describeError(error, t) })
      })
    },
  }))
}

function stats(line: DockerLine, context: PaletteContext): LineIntent {
  if (line.operands.length > 0) return page('stats').resolve(line, context, '')
  return {
    kind: 'do',
    icon: containerActions.stats.icon,
    title: context.t('palette.line.stats'),
    run: () => {
      setContainersView({ filter: '', scope: isOn(line, 'all') ? 'all' : 'running' })
      navigate({ pane: 'containers', project: null })
    },
  }
}

function exportFiles(line: DockerLine, context: PaletteContext): LineIntent {
  return withContainer(line, context, ({ id, name }) => ({
    kind: 'do',
    icon: FileDown,
    title: context.t('palette.line.several', { verb: context.t('actions.export'), names: name }),
    run: () => context.actions.run('export', [id]),
  }))
}

/** The files of the container that one of the two paths is in. */
function copyFiles(line: DockerLine, { app, t }: PaletteContext): LineIntent {
  const place = line.operands.find((path) => /^[^/.:][^:]*:/.test(path)) ?? ''
  const name = place.slice(0, Math.max(0, place.indexOf(':')))
  const container = findContainer(app, name)
  if (!container) return { kind: 'missing', what: 'container', name: name || place }
  const run = () => navigate({ pane: 'container', id: container.id, tab: 'files' })
  return { kind: 'do', icon: FileDown, title: t('palette.line.files', { name }), run }
}

function update(line: DockerLine, context: PaletteContext): LineIntent {
  return withContainer(line, context, ({ id, name }) => ({
    kind: 'do',
    icon: Pencil,
    title: context.t('palette.line.edit', { name }),
    run: () => openEditDialog(id),
  }))
}

/** Opens the form filled from the line itself, which is read there. */
function run(_line: DockerLine, { t }: PaletteContext, text: string): LineIntent {
  return { kind: 'do', icon: Plus, title: t('palette.line.run'), run: () => openRunDialog({ text }) }
}

/** Commands about containers. */
export const containerLines: Partial<Readonly<Record<CommandPath, LineHandler>>> = {
  run: { carries: commandOf('run').options.map(({ name }) => name), resolve: run },
  create: { carries: commandOf('create').options.map(({ name }) => name), resolve: run },
  ps: { carries: ['all', 'filter'], resolve: list },
  logs: { carries: ['follow', 'since', 'tail', 'timestamps'], resolve: logs },
  'compose logs': { carries: ['follow', 'timestamps'], resolve: projectLogs },
  exec: { carries: ['interactive', 'tty', 'user', 'workdir'], resolve: exec },
  start: direct('start'),
  stop: direct('stop', ['signal', 'timeout']),
  restart: direct('restart', ['signal', 'timeout']),
  pause: direct('pause'),
  unpause: direct('unpause'),
  kill: asked('kill', ['signal']),
  rm: asked('remove', ['force', 'volumes']),
  rename: { carries: [], resolve: rename },
  stats: { carries: ['all'], resolve: stats },
  top: page('processes'),
  diff: page('changes'),
  port: page('overview'),
  attach: page('terminal'),
  commit: page('overview'),
  wait: page('overview'),
  cp: { carries: [], resolve: copyFiles },
  export: { carries: ['output'], resolve: exportFiles },
  update: { carries: [], resolve: update },
}
