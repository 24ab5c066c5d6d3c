import { Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../store/containers-view.ts'
import { useContainersView } from '../../../store/containers-view.ts'
import { notify } from '../../../store/notices.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { deleteView, nameProblem, openView, renameView, setDefaultView } from './saved-views.ts'
import { useViewSummary } from './use-view-summary.ts'
import styles from './views.module.css'

/** Every saved view: its name, what it holds, whether the list opens with it. */
export function ViewsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const views = useContainersView((view) => view.savedViews)
  const firstName = useRef<HTMLElement>(null)
  return (
    <Dialog
      open
      size="lg"
      title={t('views.saved')}
      onClose={onClose}
      initialFocus={firstName}
      footer={
        <Button size="lg" variant="primary" onClick={onClose}>
          {t('views.done')}
        </Button>
      }
    >
      {views.length === 0 ? (
        <p className={styles['summary']}>{t('views.none')}</p>
      ) : (
        <ul
          className={styles['views']}
          ref={(element) => {
            firstName.current = element?.querySelector('input') ?? null
          }}
        >
          {views.map((view, index) => (
            // By place: a name changes while it is typed.
            // oxlint-disable-next-line react/no-array-index-key
            <ViewItem key={index} view={view} onOpened={onClose} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function ViewItem({ view, onOpened }: { readonly view: SavedView; readonly onOpened: () => void }) {
  const { t } = useTranslation()
  const { name } = view
  const views = useContainersView((state) => state.savedViews)
  const isDefault = useContainersView((state) => state.defaultView === name)
  const summary = useViewSummary()(view)
  // What is typed, while it is not yet, or cannot be, the name.
  const [draft, setDraft] = useState<string | null>(null)
  const problem = draft === null ? null : nameProblem(draft, views, name)
  const commit = () => {
    if (draft !== null && problem === null) renameView(name, draft)
    setDraft(null)
  }
  const remove = () => {
    const undo = deleteView(name)
    notify({
      tone: 'done',
      title: t('views.deleted', { name }),
      actions: [{ label: t('views.undo'), onSelect: undo }],
    })
  }
  return (
    <li className={styles['view']}>
      <div className={styles['name']}>
        <TextField
          label={t('views.nameOf', { name })}
          isLabelHidden
          value={draft ?? name}
          onChange={setDraft}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key !== 'Escape' || draft === null) return
            event.stopPropagation()
            setDraft(null)
          }}
          error={problem && t(`views.problem.${problem}`)}
        />
        <p className={styles['summary']}>{summary}</p>
      </div>
      <span className={styles['default']}>
        <Switch
          label={t('views.openWithShort')}
          checked={isDefault}
          onChange={(isOn) => setDefaultView(isOn ? name : null)}
        />
      </span>
      <Button
        onClick={() => {
          openView(name)
          onOpened()
        }}
        aria-label={t('views.openNamed', { name })}
      >
        {t('views.open')}
      </Button>
      <IconButton label={t('views.deleteNamed', { name })} icon={Trash2} onClick={remove} />
    </li>
  )
}
