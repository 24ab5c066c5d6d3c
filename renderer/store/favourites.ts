import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { readList, readParts, readRecord, readText } from './kept.ts'

type Favourites = {
  /** Names of containers by the address of their engine: a name stays when a container is made anew. */
  readonly names: Readonly<Record<string, readonly string[]>>
}

/** Containers that a person wants at hand: in the sidebar, and in the tray of the desktop app. */
export const useFavourites = create<Favourites>()(
  persist((): Favourites => ({ names: {} }), {
    name: 'bayplan.favourites',
    version: 1,
    // A hand may have changed what was written.
    merge: (written, current) => ({
      ...current,
      ...readParts<Favourites>({ names: readRecord(readList(readText)) })(written),
    }),
  }),
)

export function favouritesOn(host: string): readonly string[] {
  return useFavourites.getState().names[host] ?? []
}

export function setFavourite(host: string, name: string, isWanted: boolean): void {
  const others = favouritesOn(host).filter((each) => each !== name)
  useFavourites.setState(({ names }) => ({
    names: { ...names, [host]: isWanted ? [...others, name] : others },
  }))
}
