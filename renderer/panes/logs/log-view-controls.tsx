import type { TFunction } from 'i18next'
import { ChevronDown, Clock, Download, Ellipsis, WrapText } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBinaryBytes, formatDateTime, formatDuration } from '../../format.ts'
import {
  type LogSpan,
  logSizeBytes,
  logSizes,
  logSpans,
  setLogsView,
  timeFormats,
  useLogSize,
  useLogsView,
} from '../../store/logs-view.ts'
import { everyLine } from '../../streams/log-block.ts'
import type { LogStart } from '../../streams/log-feed.ts'
import type { LogState, LogStore } from '../../streams/log-store.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu-entry.ts'
import { LogJump } from './log-jump.tsx'
import { spanOf, startOfSpan } from './log-span.ts'
import type { LogSubject } from './log-subject.ts'
import styles from './log-view-controls.module.css'
import { type FileKind, type FileScope, fileKinds, fileScopes, useLogTransfer } from './use-log-transfer.ts'

type LogViewControlsProps = {
  readonly subject: LogSubject
  readonly store: LogStore
  readonly state: LogState
}

/** Bits over positions in `logSources`: stdout and a terminal's single stream, stderr. */
const onlyStdout = 0b101
const onlyStderr = 0b010

/** How much is loaded, how lines are drawn, and what can be done with all of them. */
export function LogViewControls({ subject, store, state }: LogViewControlsProps) {
  const { t } = useTranslation()
  const isWrapped = useLogsView((view) => view.isWrapped)
  const start = useSyncExternalStore(store.subscribe, () => store.startedFrom)
  const { copyAll, download } = useLogTransfer(subject, store)
  const [isJumping, setIsJumping] = useState(false)
  const spans = useSpanEntries(store, spanOf(start), () => setIsJumping(true))
  const wrap = () => setLogsView({ isWrapped: !isWrapped })
  const isHistogramShown = useLogsView((view) => view.isHistogramShown)
  const toggleHistogram = () => setLogsView({ isHistogramShown: !isHistogramShown })
  const entries: readonly MenuEntry[] = [
    ...useTimeEntries(),
    ...useStreamEntries(subject, store, state),
    { kind: 'separator', id: 'lines' },
    { kind: 'item', id: 'wrap', label: t('logs.wrap'), isChecked: isWrapped, onSelect: wrap },
    {
      kind: 'item',
      id: 'histogram',
      label: t('logs.histogram'),
      isChecked: isHistogramShown,
      onSelect: toggleHistogram,
    },
    { kind: 'item', id: 'copy', label: t('logs.copyAll'), onSelect: copyAll },
    { kind: 'item', id: 'clear', label: t('logs.clear'), onSelect: () => store.clear() },
  ]
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button type="button" className={styles['span']} aria-label={t('logs.span')}>
            <Clock aria-hidden />
            <span className={styles['spanName']}>{startWords(start, t)}</span>
            <ChevronDown aria-hidden />
          </button>
        }
        items={spans}
      />
      <IconButton
        className={styles['wide']}
        label={t('logs.wrap')}
        icon={WrapText}
        isOn={isWrapped}
        onClick={wrap}
      />
      <Menu
        align="end"
        trigger={<IconButton label={t('logs.download')} icon={Download} />}
        items={fileEntries(download, t)}
      />
      <Menu align="end" trigger={<IconButton label={t('logs.view')} icon={Ellipsis} />} items={entries} />
      {isJumping && <LogJump store={store} onClose={() => setIsJumping(false)} />}
    </>
  )
}

/** Each kind of file for each choice of lines. */
function fileEntries(
  download: (kind: FileKind, scope: FileScope) => void,
  t: TFunction,
): readonly MenuEntry[] {
  return fileScopes.flatMap((scope, index): readonly MenuEntry[] => [
    ...(index === 0 ? [] : [{ kind: 'separator', id: `before ${scope}` } as const]),
    ...fileKinds.map(
      (kind): MenuEntry => ({
        kind: 'item',
        id: `${scope} ${kind}`,
        label: t('logs.saveAs', { lines: t(`logs.saveScope.${scope}`), kind: t(`logs.saveKind.${kind}`) }),
        onSelect: () => download(kind, scope),
      }),
    ),
  ])
}

/** One of the usual spans, or what a docker command asked for. */
function startWords(start: LogStart, t: TFunction): string {
  const span = spanOf(start)
  if (span !== null) return t(`logs.spans.${span}`)
  if ('tail' in start) return t('logs.lastLines', { count: start.tail ?? 0 })
  if ('sinceSeconds' in start) return t('logReach.since', { time: formatDateTime(start.sinceSeconds * 1000) })
  return t('logs.lastTime', { duration: formatDuration(start.lastMinutes * 60_000) })
}

function useSpanEntries(store: LogStore, span: LogSpan | null, jump: () => void): readonly MenuEntry[] {
  const { t } = useTranslation()
  const size = useLogSize()
  return [
    { kind: 'item', id: 'jump', label: t('logReach.jump'), onSelect: jump },
    { kind: 'separator', id: 'spans' },
    ...logSpans.map(
      (id): MenuEntry => ({
        kind: 'item',
        id,
        label: t(`logs.spans.${id}`),
        isChecked: id === span,
        onSelect: () => {
          setLogsView({ span: id })
          store.restart(startOfSpan(id))
        },
      }),
    ),
    { kind: 'separator', id: 'sizes' },
    ...logSizes.map(
      (id): MenuEntry => ({
        kind: 'item',
        id: String(id),
        label: t('logReach.heldUpTo', { size: formatBinaryBytes(logSizeBytes(id)) }),
        isChecked: id === size,
        onSelect: () => setLogsView({ heldMebibytes: id }),
      }),
    ),
  ]
}

function useTimeEntries(): readonly MenuEntry[] {
  const { t } = useTranslation()
  const timeFormat = useLogsView((view) => view.timeFormat)
  return [
    { kind: 'label', id: 'times', label: t('logs.timestamps') },
    ...timeFormats.map(
      (id): MenuEntry => ({
        kind: 'item',
        id,
        label: t(`logs.times.${id}`),
        isChecked: id === timeFormat,
        onSelect: () => setLogsView({ timeFormat: id }),
      }),
    ),
  ]
}

/** A container with a terminal has one stream only, and nothing to choose. */
function useStreamEntries(subject: LogSubject, store: LogStore, { filter }: LogState): readonly MenuEntry[] {
  const { t } = useTranslation()
  if (subject.hasTty) return []
  const choose = (sources: number) => () => store.setFilter({ ...filter, sources })
  return [
    { kind: 'separator', id: 'streams-separator' },
    { kind: 'label', id: 'streams', label: t('logs.streams') },
    {
      kind: 'item',
      id: 'both',
      label: t('logs.streamBoth'),
      isChecked: filter.sources === everyLine.sources,
      onSelect: choose(everyLine.sources),
    },
    {
      kind: 'item',
      id: 'stdout',
      label: t('logs.streamStdout'),
      isChecked: filter.sources === onlyStdout,
      onSelect: choose(onlyStdout),
    },
    {
      kind: 'item',
      id: 'stderr',
      label: t('logs.streamStderr'),
      isChecked: filter.sources === onlyStderr,
      onSelect: choose(onlyStderr),
    },
  ]
}
