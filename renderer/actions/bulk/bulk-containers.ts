import '../../i18n/pane-words.ts'
import i18next from 'i18next'
import type { Container } from '../../../shared/container.ts'
import type { NoticeAction } from '../../store/notices.ts'
import type { EngineVerb } from '../action.ts'
import { runBulk } from './run-bulk.ts'

type ContainersJob = {
  readonly verb: EngineVerb
  readonly containers: readonly Container[]
  /** What does the same to these in a terminal. */
  readonly command: (containers: readonly Container[]) => string
  readonly work: (container: Container) => Promise<unknown>
  readonly undo: readonly NoticeAction[]
}

/** Carries out a verb on several containers. Resolves when all have ended; never rejects. */
export function runOnContainers({ verb, containers, command, work, undo }: ContainersJob): Promise<void> {
  const { t } = i18next
  const count = containers.length
  return runBulk({
    targets: containers,
    work,
    words: {
      working: t(`bulk.containers.working.${verb}`, { count }),
      done: t(`bulk.containers.done.${verb}`, { count }),
      partly: (done, total) => t(`bulk.containers.partly.${verb}`, { done, total }),
    },
    undo,
    command,
  })
}
