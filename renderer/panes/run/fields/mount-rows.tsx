import { Database, Folder, MemoryStick, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { desktop } from '../../../desktop.ts'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useRunForm } from '../form/form-context.ts'
import { useFolderChoice } from '../form/use-folder-choice.ts'
import { useRows } from '../form/use-rows.ts'
import { type MountRow, mountRow } from '../model/rows.ts'
import { FormRow } from '../parts/form-row.tsx'
import { ManyRows } from '../parts/many-rows.tsx'
import { PartNotes } from '../parts/part-notes.tsx'
import { MountField } from './mount-field.tsx'

/** What lasts longer than the container, or lies outside of it: volumes, folders, temporary memory. */
export function MountRows() {
  const { t } = useTranslation()
  const { draft } = useRunForm()
  const { add } = useRows('mounts')
  const chooseFolder = useFolderChoice()
  const kinds: readonly { readonly kind: MountRow['kind']; readonly icon: typeof Folder }[] = [
    { kind: 'volume', icon: Database },
    { kind: 'bind', icon: Folder },
    { kind: 'tmpfs', icon: MemoryStick },
  ]
  const begin = async (kind: MountRow['kind']) => {
    const row: MountRow = { ...mountRow(kind === 'tmpfs' ? 'tmpfs' : 'volume', ''), kind, text: null }
    if (kind !== 'bind' || chooseFolder === null) add(row)
    else {
      const source = await chooseFolder()
      if (source !== null) add({ ...row, source })
    }
  }
  return (
    <FormRow label={t('run.mounts')}>
      <ManyRows rows={draft.mounts}>{(row) => <MountField key={row.id} row={row} />}</ManyRows>
      <div>
        <Menu
          trigger={
            <Button variant="ghost" size="sm" icon={Plus}>
              {t('run.addMount')}
            </Button>
          }
          items={kinds.map(({ kind, icon }) => ({
            kind: 'item',
            id: kind,
            icon,
            label: t(`run.mountKind.${kind}`),
            detail: t(kind === 'bind' && desktop ? 'run.mountAbout.chosen' : `run.mountAbout.${kind}`),
            onSelect: () => void begin(kind),
          }))}
        />
      </div>
      <PartNotes part="volume" />
      <PartNotes part="mount" />
      <PartNotes part="tmpfs" />
    </FormRow>
  )
}
