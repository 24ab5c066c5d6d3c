import type { PersistStorage } from 'zustand/middleware'

/** Keeps choices in local storage. Ticks and cursor change all the time; only a changed choice is written. */
export function writeChanges<Kept>(): PersistStorage<Kept> {
  let written = ''
  return {
    getItem: (name) => {
      written = localStorage.getItem(name) ?? ''
      return written === '' ? null : JSON.parse(written)
    },
    setItem: (name, value) => {
      const text = JSON.stringify(value)
      if (text === written) return
      written = text
      localStorage.setItem(name, text)
    },
    removeItem: (name) => localStorage.removeItem(name),
  }
}
