import { useMemo, useState, useSyncExternalStore } from 'react'
import type { Image } from '../../../shared/image.ts'
import { useApp } from '../../app-context.ts'
import { containersByImage } from '../../image-use.ts'
import { type EntityStore, useStoreVersion } from '../../store/entity-store.ts'
import { sharedBytesOf, useImageSizes } from '../../store/image-sizes.ts'

/** An image as the list shows it. Keeps its identity until something of it changes. */
export type ImageRow = {
  readonly id: string
  readonly image: Image
  /** Names of the containers made from it. */
  readonly users: readonly string[]
  /** Names of the containers in the bin that would need it again. */
  readonly kept: readonly string[]
  /** Null until it was measured. */
  readonly sharedBytes: number | null
}

/** Thousands of rows are completed in many small steps after the first list; they are drawn this seldom. */
const manyImages = 2_000
const calmMs = 300

/** All images with who uses them, brought up to date as both lists change. */
export function useImageRows(): readonly ImageRow[] {
  const { images, containers, bin } = useApp()
  const imagesVersion = useCalmVersion(images)
  const containersVersion = useStoreVersion(containers)
  const binVersion = useStoreVersion(bin)
  const shared = useImageSizes((sizes) => sizes.shared)
  const [known] = useState(() => new Map<string, ImageRow>())
  return useMemo(() => {
    // Read for their changes: the stores are mutable.
    void [imagesVersion, containersVersion, binVersion]
    const users = containersByImage(images.all(), containers.all())
    const binned = containersByImage(images.all(), bin.all())
    const rows = [...images.all()].map((image) => {
      const fresh = {
        id: image.id,
        image,
        users: (users.get(image.id) ?? []).map(({ name }) => name),
        kept: (binned.get(image.id) ?? []).map(({ name }) => name),
        sharedBytes: sharedBytesOf(shared, image.id),
      }
      const before = known.get(image.id)
      return before && isSame(before, fresh) ? before : fresh
    })
    known.clear()
    for (const row of rows) known.set(row.id, row)
    return rows
  }, [images, containers, bin, imagesVersion, containersVersion, binVersion, shared, known])
}

function isSame(a: ImageRow, b: ImageRow): boolean {
  return (
    a.image === b.image &&
    a.sharedBytes === b.sharedBytes &&
    areSame(a.users, b.users) &&
    areSame(a.kept, b.kept)
  )
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index])
}

/** Whether a container, or one in the bin, needs the image. */
export function isUsed({ users, kept }: Pick<ImageRow, 'users' | 'kept'>): boolean {
  return users.length + kept.length > 0
}

/** A number that changes with the store; of a very long list only some times a second. */
function useCalmVersion<T extends { readonly id: string }>(store: EntityStore<T>): number {
  const [subscribe] = useState(() => (listener: () => void) => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const tell = () => {
      timer = null
      listener()
    }
    const undo = store.subscribe(() => {
      if (store.allIds().length < manyImages) listener()
      else timer ??= setTimeout(tell, calmMs)
    })
    return () => {
      undo()
      if (timer !== null) clearTimeout(timer)
    }
  })
  return useSyncExternalStore(subscribe, () => store.version)
}
