import type { Container } from '../../../shared/container.ts'

/** Whose log is shown: a container, or several under one name. */
export type LogSubject = {
  readonly name: string
  /** Something of it runs: new lines may come. */
  readonly isRunning: boolean
  /** A terminal has one stream only. */
  readonly hasTty: boolean
  /** Null for several containers. */
  readonly image: string | null
}

export function isWriting({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting'
}

export function subjectOf(container: Container): LogSubject {
  return {
    name: container.name,
    isRunning: isWriting(container),
    hasTty: container.runtime?.hasTty ?? false,
    image: container.image,
  }
}
