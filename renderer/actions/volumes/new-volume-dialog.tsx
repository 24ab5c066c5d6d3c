import type { FormEvent, KeyboardEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { volumeCommandsFor } from '../../../shared/docker-command-volume.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { navigate } from '../../router.ts'
import { startCommand } from '../../store/companion.ts'
import { useEngineStatus } from '../../store/engine-store.ts'
import { notify } from '../../store/notices.ts'
import { Button } from '../../ui/button.tsx'
import { CommandLine } from '../../ui/command-line.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { PairRows } from '../../ui/pair-rows.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './volume-dialogs.module.css'
import type { FormField, VolumeForm } from './volume-form.ts'
import { emptyVolumeForm, paramsOf, problemsOf, volumePlaces } from './volume-form.ts'
import { VolumePlaceFields } from './volume-place-fields.tsx'

/** Asks what a new volume is to be and where its data lives; the command below says the same. */
export function NewVolumeDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const app = useApp()
  const { endpoint } = useEngineStatus()
  const nameField = useRef<HTMLInputElement>(null)
  const drivers = useDrivers()
  const [form, setForm] = useState<VolumeForm>(emptyVolumeForm)
  const [touched, setTouched] = useState<ReadonlySet<FormField>>(new Set())
  const [isWorking, setIsWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const problems = problemsOf(form, new Set(app.volumes.allIds()))
  const count = Object.keys(problems).length
  const command = volumeCommandsFor(endpoint).create(paramsOf(form), form.password)
  const change = (patch: Partial<VolumeForm>) => {
    setForm({ ...form, ...patch })
    setTouched(new Set([...touched, ...(Object.keys(patch) as FormField[])]))
  }
  const problemText = (field: FormField): string | null => {
    const problem = touched.has(field) ? problems[field] : undefined
    return problem === undefined ? null : t(`volumes.form.problem.${problem}`)
  }
  const create = async (record = startCommand(command)) => {
    if (count > 0 || isWorking) return
    setIsWorking(true)
    try {
      const { name } = await app.client().call('volume.create', paramsOf(form))
      record('ok')
      onClose()
      const show = { label: t('volumes.done.show'), onSelect: () => navigate({ pane: 'volumes', name }) }
      notify({ tone: 'done', title: t('volumes.done.created', { name }), actions: [show] })
    } catch (failure) {
      record('failed')
      setError(failure)
      setIsWorking(false)
    }
  }
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    void create()
  }
  const message = error === null ? null : describeError(error, t)
  return (
    <Dialog
      open
      size="lg"
      title={t('volumes.form.title')}
      onClose={onClose}
      initialFocus={nameField}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event)
      }}
      footer={
        <>
          <span className={styles['command']}>
            <CommandLine command={command} />
          </span>
          <Button size="lg" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="lg"
            variant="primary"
            isWorking={isWorking}
            disabledReason={count > 0 ? t('volumes.form.toFix', { count }) : null}
            onClick={() => void create()}
          >
            {t('volumes.form.create')}
          </Button>
        </>
      }
    >
      <form className={styles['form']} onSubmit={submit} inert={isWorking}>
        {message && <ErrorPanel title={message.title} text={message.text} details={message.details} />}
        <TextField
          label={t('volumes.form.name')}
          hint={t('volumes.form.nameHint')}
          value={form.name}
          onChange={(name) => change({ name })}
          error={problemText('name')}
          isMono
          inputRef={nameField}
        />
        <div className={styles['place']}>
          <span className={styles['label']}>{t('volumes.form.place')}</span>
          <Segmented
            label={t('volumes.form.place')}
            value={form.place}
            onChange={(place) => setForm({ ...form, place })}
            options={volumePlaces.map((id) => ({ id, label: t(`volumes.form.places.${id}`) }))}
          />
          <p className={styles['note']}>{t(`volumes.form.placeText.${form.place}`)}</p>
        </div>
        <VolumePlaceFields form={form} drivers={drivers} problem={problemText} onChange={change} />
        <Pairs form={form} onChange={change} />
        {/* A form is sent by Enter only when it has a button for it. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  )
}

type PairsProps = { readonly form: VolumeForm; readonly onChange: (patch: Partial<VolumeForm>) => void }

function Pairs({ form, onChange }: PairsProps) {
  const { t } = useTranslation()
  const shared = {
    nameLabel: t('volumes.form.pairName'),
    valueLabel: t('volumes.form.pairValue'),
    removeLabel: (name: string) =>
      name === '' ? t('volumes.form.removeEmptyPair') : t('volumes.form.removePair', { name }),
  }
  return (
    <>
      {form.place === 'driver' && (
        <PairRows
          {...shared}
          title={t('volumes.form.options')}
          addLabel={t('volumes.form.addOption')}
          rows={form.options}
          onChange={(options) => onChange({ options })}
        />
      )}
      <PairRows
        {...shared}
        title={t('volumes.form.labels')}
        addLabel={t('volumes.form.addLabel')}
        rows={form.labels}
        onChange={(labels) => onChange({ labels })}
      />
    </>
  )
}

/** The drivers of this engine besides Docker's own; none until it told. */
function useDrivers(): readonly string[] {
  const { client } = useApp()
  const [drivers, setDrivers] = useState<readonly string[]>([])
  useEffect(() => {
    const controller = new AbortController()
    const ask = async () => {
      try {
        const all = await client().call('volume.drivers', {}, controller.signal)
        setDrivers(all.filter((driver) => driver !== 'local'))
      } catch {
        // The field takes any name; only the help is shorter.
      }
    }
    void ask()
    return () => controller.abort()
  }, [client])
  return drivers
}
