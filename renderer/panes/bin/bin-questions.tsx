import type { BinnedContainer } from '../../../shared/bin.ts'
import type { BinQuestion } from './bin-question.ts'
import { BinRemoveDialog } from './bin-remove-dialog.tsx'
import { BinRestoreDialog } from './bin-restore-dialog.tsx'

type BinQuestionsProps = {
  readonly question: BinQuestion
  readonly items: readonly BinnedContainer[]
  readonly onClose: () => void
}

/** The question that is open; nothing is left to ask once its containers went. */
export function BinQuestions({ question, items, onClose }: BinQuestionsProps) {
  if (question.kind === 'restore') {
    const item = items.find(({ id }) => id === question.id)
    return item ? <BinRestoreDialog key={item.id} item={item} onClose={onClose} /> : null
  }
  const chosen = items.filter(({ id }) => question.ids.includes(id))
  return chosen.length > 0 ? <BinRemoveDialog items={chosen} onClose={onClose} /> : null
}
