import { create } from 'zustand'

export type NoticeAction = { readonly label: string; readonly onSelect: () => void }

export type Notice = {
  readonly id: string
  readonly tone: 'done' | 'failed' | 'progress'
  readonly title: string
  readonly text?: string | undefined
  readonly actions?: readonly NoticeAction[] | undefined
  /** The engine's own words; shown when asked for. */
  readonly details?: string | undefined
}

/** What `notify` takes. A notice with the id of one that is shown takes its place. */
export type NewNotice = Omit<Notice, 'id'> & { readonly id?: string }

type Notices = { readonly notices: readonly Notice[] }

/** The results of actions that the eye may have left, oldest first. Drawn by the window, at most three at once. */
export const useNotices = create<Notices>(() => ({ notices: [] }))

let nextId = 1

/** Shows a notice and returns its id. `done` leaves by itself, the others stay until dismissed or replaced. */
export function notify(notice: NewNotice): string {
  const id = notice.id ?? `notice-${nextId++}`
  const shown = { ...notice, id }
  useNotices.setState(({ notices }) => ({
    notices: notices.some((each) => each.id === id)
      ? notices.map((each) => (each.id === id ? shown : each))
      : [...notices.filter((each) => !says(each, shown)), shown],
  }))
  return id
}

/** One cause, one notice: the same sentence again takes the place of the first. */
function says(one: Notice, other: Notice): boolean {
  return one.tone === other.tone && one.title === other.title && one.text === other.text
}

export function dismiss(id: string): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((each) => each.id !== id) }))
}
