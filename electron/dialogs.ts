import type { BrowserWindow, Dialog } from 'electron'
import type { Labels } from './labels.ts'

type Question = {
  readonly message: string
  readonly detail: string
  /** The button that repairs. */
  readonly remedy: string
  readonly otherwise: string
}

export type Asking = {
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly window: BrowserWindow | null
  readonly labels: Labels
}

/** Asks a person what to do about a part of Bayplan that failed; true for the remedy. */
async function askForRemedy({ dialog, window }: Asking, question: Question): Promise<boolean> {
  const options = {
    type: 'error' as const,
    message: question.message,
    detail: question.detail,
    buttons: [question.remedy, question.otherwise],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  }
  const answer =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  return answer.response === 0
}

const mostNamed = 5

/** Asks whether to leave although tasks run; true to leave. The safe answer is the default. */
export async function askAboutWork(
  { dialog, window, labels }: Asking,
  work: readonly string[],
): Promise<boolean> {
  const more = work.length - mostNamed
  const options = {
    type: 'question' as const,
    message: labels.workTitle,
    detail: [
      labels.workDetail,
      ...work.slice(0, mostNamed),
      ...(more > 0 ? [labels.workMore.replace('{count}', String(more))] : []),
    ].join('\n'),
    buttons: [labels.keepWorking, labels.quitAnyway],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const answer =
    window === null ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  return answer.response === 1
}

export function askAboutEngineProcess(asking: Asking, exitCode: number): Promise<boolean> {
  const { labels } = asking
  return askForRemedy(asking, {
    message: labels.engineEndedTitle,
    detail: labels.engineEndedDetail.replace('{code}', String(exitCode)),
    remedy: labels.tryAgain,
    otherwise: labels.quit,
  })
}

export function askAboutEndedPage(asking: Asking, reason: string): Promise<boolean> {
  const { labels } = asking
  return askForRemedy(asking, {
    message: labels.pageEndedTitle,
    detail: labels.pageEndedDetail.replace('{reason}', reason),
    remedy: labels.reload,
    otherwise: labels.quit,
  })
}

export function askAboutBusyPage(asking: Asking): Promise<boolean> {
  const { labels } = asking
  return askForRemedy(asking, {
    message: labels.pageBusyTitle,
    detail: labels.pageBusyDetail,
    remedy: labels.reload,
    otherwise: labels.wait,
  })
}
