import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlaceCommands, placeCommandsFor } from '../../../shared/docker-command-files.ts'
import { joinPath } from '../../../shared/file-name.ts'
import type { FileEntry } from '../../../shared/files.ts'
import type { TaskStart } from '../../../shared/task.ts'
import type { Source } from '../../../shared/transfer.ts'
import { useApp } from '../../app-context.ts'
import { desktop } from '../../desktop.ts'
import { describeError } from '../../messages.ts'
import { recordCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { notify } from '../../store/notices.ts'
import { loadThrough, saveThrough } from '../../transfer.ts'
import { offerThrough } from './drag-out.ts'
import { commandPlace, type FilePlace } from './file-place.ts'
import { kindThere } from './file-words.ts'
import type { FolderContent } from './folder-tar.ts'
import { sendFolder } from './send-folder.ts'

export type FileWork = {
  readonly commands: PlaceCommands
  /** Does one change; the folder is read again afterwards. What went wrong is the answer, null when nothing did. */
  readonly change: (command: string, work: (client: Client) => Promise<unknown>) => Promise<unknown>
  readonly upload: (folder: string, files: readonly File[], replace: boolean) => void
  /** What is in the folder there under the same name stays, unless it bears the name of something new. */
  readonly uploadFolder: (folder: string, content: FolderContent) => void
  readonly download: (folder: string, entry: FileEntry) => void
  /**
   * Lets a drag carry the address of a download, begun by the browser when it is dropped on a folder of the person's
   * desktop. Null in the desktop app: a drag of the system's own needs a file that is there already.
   */
  readonly dragOut: ((folder: string, entry: FileEntry, data: DataTransfer) => void) | null
}
type Client = ReturnType<ReturnType<typeof useApp>['client']>

/** What is done to files of one place. `onChange` is called when a folder may hold something else now. */
export function useFileWork(place: FilePlace, onChange: () => void): FileWork {
  const app = useApp()
  const { t } = useTranslation()
  const { endpoint } = useEngineStatus()
  const { location } = place
  const commands = placeCommandsFor(endpoint, commandPlace(place))
  const watch = useTaskEnds(onChange)

  const tell = (error: unknown): void => {
    const { title, text, details } = describeError(error, t)
    notify({ tone: 'failed', title, text, details })
  }
  const begin = async (start: () => Promise<TaskStart | null>): Promise<void> => {
    try {
      const started = await start()
      if (started) watch(started.taskId)
    } catch (error) {
      tell(error)
    }
  }
  const change: FileWork['change'] = async (command, work) => {
    try {
      await work(app.client())
      recordCommand({ command, result: 'ok', atMs: Date.now() })
      onChange()
      return null
    } catch (error) {
      recordCommand({ command, result: 'failed', atMs: Date.now() })
      return error
    }
  }
  const upload: FileWork['upload'] = (folder, files, replace) => {
    for (const file of files) {
      const params = { location, path: joinPath(folder, file.name), replace }
      void begin(() =>
        loadThrough((source) => app.client().call('files.upload', { ...params, source }), file),
      )
    }
  }
  const uploadFolder: FileWork['uploadFolder'] = (folder, content) => {
    void begin(async () => {
      const owner = await app.client().call('files.stat', { location, path: folder })
      const start = (source: Source) =>
        app.client().call('files.uploadFolder', { location, path: folder, source })
      return sendFolder(start, content, owner)
    })
  }
  const download: FileWork['download'] = (folder, entry) => {
    const path = joinPath(folder, entry.name)
    void begin(() =>
      saveThrough((sink) => app.client().call('files.download', { location, path, sink }), savedName(entry)),
    )
  }
  const dragOut: FileWork['dragOut'] = (folder, entry, data) => {
    const fileName = savedName(entry)
    const token = offerThrough(data, fileName)
    const params = { location, path: joinPath(folder, entry.name), fileName, token }
    app.client().call('files.offer', params).catch(tell)
  }
  return { commands, change, upload, uploadFolder, download, dragOut: desktop ? null : dragOut }
}

/** A file as it is, a folder as a tar. */
function savedName(entry: FileEntry): string {
  return `${safeFileName(entry.name)}${kindThere(entry) === 'directory' ? '.tar' : ''}`
}

/** A name for the person's disk: nothing that a system may refuse. */
function safeFileName(name: string): string {
  return name.replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cs}]/gu, '_').slice(0, 200) || 'file'
}

/** Calls back when one of the tasks it was given has ended. */
function useTaskEnds(onEnd: () => void): (taskId: string) => void {
  const { tasks } = useApp()
  const pending = useRef(new Set<string>())
  const [hasPending, setHasPending] = useState(false)
  useEffect(() => {
    if (!hasPending) return
    const look = (): void => {
      for (const id of pending.current) {
        const task = tasks.get(id)
        if (!task || task.endedAtMs === null) continue
        pending.current.delete(id)
        onEnd()
      }
      if (pending.current.size === 0) setHasPending(false)
    }
    look()
    return tasks.subscribe(look)
  }, [tasks, hasPending, onEnd])
  return useCallback((taskId: string) => {
    pending.current.add(taskId)
    setHasPending(true)
  }, [])
}
