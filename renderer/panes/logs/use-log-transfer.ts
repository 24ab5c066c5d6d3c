import { useTranslation } from 'react-i18next'
import { formatBinaryBytes } from '../../format.ts'
import { useLogsView } from '../../store/logs-view.ts'
import { notify } from '../../store/notices.ts'
import type { ExportFormat } from '../../streams/log-protocol.ts'
import type { LogStore } from '../../streams/log-store.ts'
import type { LogSubject } from './log-subject.ts'

/** A clipboard of more than this stops other programs for seconds. */
const maxCopyBytes = 16 << 20
/** The whole of what a view can hold, with a time before each line. */
const maxFileBytes = 1 << 30

export const fileKinds = ['text', 'jsonl', 'html'] as const
export type FileKind = (typeof fileKinds)[number]
export const fileScopes = ['shown', 'view', 'all'] as const
export type FileScope = (typeof fileScopes)[number]

/** Copies all shown lines, or saves those in view, those shown or all that are held. */
export function useLogTransfer(subject: LogSubject, store: LogStore) {
  const { t } = useTranslation()
  const hasTimestamps = useLogsView((view) => view.timeFormat !== 'none')
  const tooLargeFile = t('logs.downloadTooLarge', { size: formatBinaryBytes(maxFileBytes) })
  const copy = (scope: ExportFormat['scope']) => {
    const tooLarge = t('logs.copyTooLarge', { size: formatBinaryBytes(maxCopyBytes) })
    const fail = (text: string) => notify({ tone: 'failed', title: t('logs.copyFailed'), text })
    const format = { kind: 'text', hasTimestamps, isPlain: true, maxBytes: maxCopyBytes } as const
    const text = store.export({ ...format, scope })
    text
      .then(async (blob) => {
        if (!blob) return fail(tooLarge)
        const lines = await blob.text()
        await navigator.clipboard.writeText(lines)
        return notify({ tone: 'done', title: t('logs.copied', { count: countLines(lines) }) })
      })
      .catch(() => fail(t('logs.copyRefused')))
  }
  const download = (kind: FileKind, scope: FileScope) => {
    store
      .export({
        kind,
        scope: scope === 'view' ? rowsInView(store) : scope,
        hasTimestamps,
        isPlain: false,
        maxBytes: maxFileBytes,
      })
      .then((blob) => {
        if (blob) saveFile(blob, fileName(subject.name, kind))
        else notify({ tone: 'failed', title: t('logs.downloadFailed'), text: tooLargeFile })
      })
      .catch((error: unknown) =>
        notify({ tone: 'failed', title: t('logs.downloadFailed'), details: String(error) }),
      )
  }
  const copyAll = () => copy('shown')
  const copyLines = (range: { readonly firstLine: number; readonly lastLine: number }) => copy(range)
  return { copyAll, copyLines, download }
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The rows that are at least partly in the window. */
function rowsInView({ frames: { viewport } }: LogStore) {
  return { firstRow: viewport.anchor.row, nextRow: viewport.lastVisibleRow() + 1 }
}

const extensions: Readonly<Record<FileKind, string>> = { text: 'log', jsonl: 'jsonl', html: 'html' }

function fileName(name: string, kind: FileKind): string {
  const now = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return `${name}-${now}.${extensions[kind]}`
}

function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has begun to read it when this task is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
