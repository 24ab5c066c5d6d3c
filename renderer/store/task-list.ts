import { create } from 'zustand'

type TaskListState = {
  readonly isOpen: boolean
  /** Failures after it are pointed out. Epoch milliseconds. */
  readonly seenAtMs: number
}

/** Whether the list of long work is open, and when a person last looked at it. */
export const useTaskList = create<TaskListState>(() => ({ isOpen: false, seenAtMs: 0 }))

export function setTaskListOpen(isOpen: boolean): void {
  useTaskList.setState({ isOpen, seenAtMs: Date.now() })
}
