import '../../i18n/pane-words.ts'
import { Trash2 } from 'lucide-react'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { binCommands } from '../../actions/bin/bin-actions.ts'
import { KeepDays } from '../../actions/bin/keep-days.tsx'
import { useApp } from '../../app-context.ts'
import { navigate } from '../../router.ts'
import { useBinSettings } from '../../store/bin-settings.ts'
import { useBinView } from '../../store/bin-view.ts'
import { useViewCommand } from '../../store/companion.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ObjectsPane } from '../objects/objects-pane.tsx'
import { binListKind } from './bin-list.tsx'
import { binListActions } from './bin-list-actions.ts'
import styles from './bin-pane.module.css'
import { BinPanel } from './bin-panel.tsx'
import { type BinQuestion, BinQuestionContext } from './bin-question.ts'
import { BinQuestions } from './bin-questions.tsx'

/** What was removed and may come back: the list, and what is known of the current one. */
export function BinPane({ id }: { readonly id: string | null }) {
  const { t } = useTranslation()
  const app = useApp()
  const version = useStoreVersion(app.bin)
  const freshness = useSyncExternalStore(app.bin.subscribe, () => app.bin.freshness)
  const [question, ask] = useState<BinQuestion | null>(null)
  const items = useMemo(() => {
    void version
    return [...app.bin.all()]
  }, [app, version])
  const kind = useMemo(() => binListKind(t), [t])
  const actions = useMemo(() => binListActions(app, ask, t), [app, t])
  useViewCommand(binCommands().list())
  return (
    <BinQuestionContext value={ask}>
      <ObjectsPane
        view={useBinView}
        kind={kind}
        title={t('bin.title')}
        items={items}
        freshness={freshness}
        actions={actions}
        tools={
          items.length > 0 && (
            <Button icon={Trash2} onClick={() => ask({ kind: 'remove', ids: items.map((item) => item.id) })}>
              {t('bin.action.empty')}
            </Button>
          )
        }
        band={items.length > 0 && <KeepDays className={styles['band']} />}
        firstUse={<FirstUse />}
        routeId={id}
        onRoute={showInAddress}
        Panel={BinPanel}
      />
      {question && <BinQuestions question={question} items={items} onClose={() => ask(null)} />}
    </BinQuestionContext>
  )
}

function showInAddress(id: string | null): void {
  navigate({ pane: 'bin', id }, 'replace')
}

function FirstUse() {
  const { t } = useTranslation()
  const isOff = useBinSettings((settings) => settings.keepDays === 0)
  return (
    <EmptyState
      size="lg"
      title={t('bin.firstUse')}
      text={t(isOff ? 'bin.offText' : 'bin.firstUseText')}
      actions={<KeepDays />}
    />
  )
}
