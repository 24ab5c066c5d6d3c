import '../../i18n/pane-words.ts'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { pruneCommand } from '../../../shared/docker-command-prune.ts'
import type { PruneKind, PrunePlan } from '../../../shared/prune.ts'
import { useApp } from '../../app-context.ts'
import { formatDecimalBytes } from '../../format.ts'
import { describeError } from '../../messages.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { TypedWord } from '../../ui/typed-word.tsx'
import styles from './prune-dialog.module.css'
import { PruneGroupList } from './prune-group-list.tsx'
import {
  chosenOf,
  firstSelection,
  freedBy,
  groupsOf,
  type Selection,
  wholeGroups,
} from './prune-selection.ts'
import { runPrune } from './run-prune.ts'
import { usePrunePlan } from './use-prune-plan.ts'

type PruneDialogProps = { readonly kinds: readonly PruneKind[]; readonly onClose: () => void }

/** Shows what nothing uses, lets a person choose, and removes the chosen ones as long work. */
export function PruneDialog({ kinds, onClose }: PruneDialogProps) {
  const { t } = useTranslation()
  const { plan, error, again } = usePrunePlan(kinds)
  if (plan !== null && plan.items.length > 0) return <Choice plan={plan} onClose={onClose} />
  const message = error === null ? null : describeError(error, t)
  return (
    <Dialog
      open
      size="lg"
      title={t('prune.title')}
      onClose={onClose}
      footer={
        <Button size="lg" onClick={onClose}>
          {t(plan === null && message === null ? 'common.cancel' : 'common.close')}
        </Button>
      }
    >
      {message !== null ? (
        <ErrorPanel
          title={message.title}
          text={message.text}
          details={message.details}
          actions={<Button onClick={again}>{t('prune.tryAgain')}</Button>}
        />
      ) : plan === null ? (
        <p className={styles['looking']} role="status">
          <Spinner />
          {t('prune.looking')}
        </p>
      ) : (
        <EmptyState title={t('prune.nothing')} text={t('prune.nothingText')} />
      )}
    </Dialog>
  )
}

/** The word being learned stays the same in every language. */
const word = 'prune'

type ChoiceProps = { readonly plan: PrunePlan; readonly onClose: () => void }

function Choice({ plan, onClose }: ChoiceProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const { endpoint } = useEngineStatus()
  const field = useRef<HTMLInputElement>(null)
  const [selection, setSelection] = useState<Selection>(() => firstSelection(plan))
  const [typed, setTyped] = useState('')
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const chosen = chosenOf(plan, selection)
  const whole = wholeGroups(plan, selection)
  const command = pruneCommand(endpoint, chosen, whole)
  const start = async () => {
    setIsWorking(true)
    try {
      await runPrune(client(), chosen, whole, command)
      onClose()
    } catch (failure) {
      setError(failure)
      setIsWorking(false)
    }
  }
  const reason = chosen.length === 0 ? t('prune.tickFirst') : typed === word ? null : t('prune.typeFirst')
  const message = error === null ? null : describeError(error, t)
  return (
    <ConfirmDialog
      open
      size="lg"
      title={t('prune.title')}
      command={command === '' ? undefined : command}
      confirmLabel={t('prune.confirm', { count: chosen.length })}
      tone="destroy"
      isWorking={isWorking}
      disabledReason={reason}
      error={message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <p className={styles['intro']}>{t('prune.intro')}</p>
      <div className={styles['groups']}>
        {groupsOf(plan).map((group) => (
          <PruneGroupList key={group.group} {...group} selection={selection} onChange={setSelection} />
        ))}
      </div>
      <Freed chosen={chosen} />
      <TypedWord
        sentence={t('prune.type', { word })}
        word={word}
        value={typed}
        onChange={setTyped}
        inputRef={field}
      />
    </ConfirmDialog>
  )
}

function Freed({ chosen }: { readonly chosen: ReturnType<typeof chosenOf> }) {
  const { t } = useTranslation()
  const { bytes, isLeast } = freedBy(chosen)
  const size = formatDecimalBytes(bytes)
  return (
    <p className={styles['freed']} role="status">
      {chosen.length === 0
        ? t('prune.freesNothing')
        : t(isLeast ? 'prune.freesAtLeast' : 'prune.frees', { size })}
    </p>
  )
}
