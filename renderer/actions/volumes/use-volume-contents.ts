import { useEffect, useState } from 'react'
import type { FileEntry } from '../../../shared/files.ts'
import type { Volume } from '../../../shared/volume.ts'
import { useApp } from '../../app-context.ts'

export type VolumeContents = {
  /** Of its root; the first ones, folders and files alike. */
  readonly names: readonly string[]
  readonly count: number
}

const mostNames = 6

/** A share that does not answer would keep the helper container waiting. */
export function isLocalFolder({ driver, options }: Volume): boolean {
  return driver === 'local' && Object.keys(options).length === 0
}

/** What stands in the root of a volume; null until that is known, and where it cannot be told quickly. */
export function useVolumeContents(volume: Volume): VolumeContents | null {
  const { client } = useApp()
  const [contents, setContents] = useState<VolumeContents | null>(null)
  const { name } = volume
  const canLook = isLocalFolder(volume)
  useEffect(() => {
    if (!canLook) return
    const controller = new AbortController()
    const { signal } = controller
    const location = { kind: 'volume', name } as const
    const look = async () => {
      for await (const _ of client().open('files.session', { location, isWritable: false }, signal)) {
        const entries: FileEntry[] = []
        for await (const batch of client().open('files.list', { location, path: '/' }, signal))
          entries.push(...batch)
        setContents(summary(entries))
      }
    }
    // The dialog says less then: the volume can be deleted without it.
    look().catch(() => undefined)
    return () => controller.abort()
  }, [client, name, canLook])
  return contents
}

function summary(entries: readonly FileEntry[]): VolumeContents {
  const names = entries.map((entry) => (entry.kind === 'directory' ? `${entry.name}/` : entry.name))
  return { names: names.toSorted((a, b) => (a < b ? -1 : 1)).slice(0, mostNames), count: entries.length }
}
