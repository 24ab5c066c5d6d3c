import { useTranslation } from 'react-i18next'
import type { EditPlan } from '../../../shared/run-contract.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useRunForm } from './form/form-context.ts'
import type { Submit } from './form/use-submit.ts'
import { withSwitch } from './model/draft.ts'
import styles from './run-window.module.css'

type RunFooterProps = {
  readonly submit: Submit
  readonly plan: EditPlan | null
  readonly onLeave: () => void
}

/** What is done with the form. */
export function RunFooter({ submit, plan, onLeave }: RunFooterProps) {
  const { t } = useTranslation()
  const { problems, focusPart, editedId } = useRunForm()
  const [first] = problems
  const reason = first === undefined ? null : t('run.problems', { count: problems.length })
  return (
    <footer className={styles['footer']}>
      {editedId === null && !submit.isWorking && <RemoveAfter />}
      <span className={styles['space']} />
      {first !== undefined && !submit.isWorking && (
        <button
          type="button"
          className={styles['problems']}
          onClick={() => {
            submit.showAll()
            focusPart(first.part)
          }}
        >
          {reason}
        </button>
      )}
      {submit.isWorking ? (
        <>
          <Button size="lg" onClick={submit.cancel}>
            {t('run.cancelRun')}
          </Button>
          <Button size="lg" variant="primary" onClick={onLeave}>
            {t('run.hide')}
          </Button>
        </>
      ) : (
        <>
          {editedId === null && (
            <Button size="lg" variant="ghost" disabledReason={reason} onClick={submit.create}>
              {t('run.createOnly')}
            </Button>
          )}
          <Button size="lg" onClick={onLeave}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            shortcut="Mod+Enter"
            disabledReason={reason ?? planReason(plan)}
            onClick={submit.run}
          >
            {t(editedId === null ? 'run.run' : plan?.way === 'recreate' ? 'run.recreate' : 'run.apply')}
          </Button>
        </>
      )}
    </footer>
  )

  function planReason(known: EditPlan | null): string | null {
    if (known?.way === 'nothing') return t('run.nothingChanged')
    return known?.way === 'refused' ? t('run.cannotChange') : null
  }
}

function RemoveAfter() {
  const { t } = useTranslation()
  const { draft, edit } = useRunForm()
  return (
    <span data-part="rm" className={styles['removeAfter']}>
      <Checkbox
        label={t('run.removeAfter')}
        checked={draft.switches['rm'] === true}
        onChange={(isOn) => edit((before) => withSwitch(before, 'rm', isOn))}
      />
      <code>--rm</code>
    </span>
  )
}
