import { Radar } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Container } from '../../../shared/container.ts'
import { useApp } from '../../app-context.ts'
import { isRunning } from '../../container-state.ts'
import { describeError } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { DialogCommand } from './dialog-command.tsx'
import { networkCommands } from './network-actions.ts'
import styles from './network-dialogs.module.css'
import type { Member } from './network-model.ts'
import { ProbeResult } from './probe-result.tsx'
import { useProbe, type Wish } from './use-probe.ts'

type ProbeDialogProps = {
  /** Where from; null: the first that runs. */
  readonly sourceId: string | null
  /** Of the network that is looked at: they stand first. */
  readonly suggested: readonly Member[]
  readonly onClose: () => void
}

const hostPattern = /^[a-zA-Z0-9_][a-zA-Z0-9_.:-]*$/

/** Asks from where to where, tests it, and explains what came out. */
export function ProbeDialog({ sourceId, suggested, onClose }: ProbeDialogProps) {
  const { t } = useTranslation()
  const { containers } = useApp()
  const [choices] = useState(() => sortedChoices(containers.all(), suggested))
  const [wish, setWish] = useState(() => firstWish(choices, sourceId))
  const probe = useProbe()
  const problem = problemOf(wish)
  const set = (part: Partial<Wish>) => setWish({ ...wish, ...part })
  const nameOf = (id: string) => containers.get(id)?.name ?? id
  const run = () => {
    if (problem === null) void probe.run(wish, nameOf)
  }
  const address = wish.host.trim() || probe.finished?.report.address || nameOf(wish.target) || '…'
  const message = probe.error === null ? null : describeError(probe.error, t)
  return (
    <Dialog
      open
      title={t('networks.probe.title')}
      onClose={onClose}
      footer={
        <>
          <DialogCommand
            command={networkCommands().probe(nameOf(wish.source), address, Number(wish.port) || 0)}
          />
          {probe.stop ? (
            <Button size="lg" onClick={probe.stop}>
              {t('networks.probe.stop')}
            </Button>
          ) : (
            <Button size="lg" onClick={onClose}>
              {t('common.close')}
            </Button>
          )}
          <Button
            size="lg"
            variant="primary"
            icon={Radar}
            isWorking={probe.stop !== null}
            disabledReason={problem && t(`networks.probe.${problem}`)}
            onClick={run}
          >
            {t('networks.probe.run')}
          </Button>
        </>
      }
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          run()
        }}
      >
        <p className={styles['note']}>{t('networks.probe.intro')}</p>
        <ProbeFields wish={wish} problem={problem} choices={choices} set={set} />
        {/* Enter in a field runs the test. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
        {message && <ErrorPanel {...message} />}
        {probe.finished && <ProbeResult {...probe.finished} />}
      </form>
    </Dialog>
  )
}

type ProbeFieldsProps = {
  readonly wish: Wish
  readonly problem: ReturnType<typeof problemOf>
  readonly choices: readonly Container[]
  readonly set: (part: Partial<Wish>) => void
}

function ProbeFields({ wish, problem, choices, set }: ProbeFieldsProps) {
  const { t } = useTranslation()
  const options = choices.map(({ id, name }) => ({ id, label: name }))
  const portOf = (id: string) => suggestedPort(choices.find((container) => container.id === id))
  return (
    <>
      <div className={styles['row']}>
        <Select
          label={t('networks.probe.from')}
          value={wish.source}
          onChange={(source) => set({ source })}
          options={options}
        />
        <Select
          label={t('networks.probe.to')}
          value={wish.target}
          onChange={(target) => set({ target, port: portOf(target) })}
          options={options}
        />
      </div>
      <div className={styles['row']}>
        <TextField
          label={t('networks.probe.port')}
          value={wish.port}
          onChange={(port) => set({ port })}
          inputMode="numeric"
          error={wish.port !== '' && problem === 'badPort' ? t('networks.probe.badPort') : null}
        />
        <TextField
          label={t('networks.probe.host')}
          value={wish.host}
          onChange={(host) => set({ host })}
          isMono
          hint={t('networks.probe.hostHint')}
          error={problem === 'badHost' ? t('networks.probe.badHost') : null}
        />
      </div>
    </>
  )
}

function firstWish(choices: readonly Container[], sourceId: string | null): Wish {
  const source = sourceId ?? choices.find(isRunning)?.id ?? choices[0]?.id ?? ''
  const target = choices.find(({ id }) => id !== source)
  return { source, target: target?.id ?? '', port: suggestedPort(target), host: '' }
}

function sortedChoices(all: Iterable<Container>, suggested: readonly Member[]): readonly Container[] {
  const first = new Set(suggested.map(({ container }) => container.id))
  return [...all].sort(
    (a, b) =>
      Number(first.has(b.id)) - Number(first.has(a.id)) ||
      Number(isRunning(b)) - Number(isRunning(a)) ||
      a.name.localeCompare(b.name, undefined, { numeric: true }),
  )
}

/** What the target says it serves. */
function suggestedPort(container: Container | undefined): string {
  const port = container?.ports.find(({ protocol }) => protocol === 'tcp')
  return port ? String(port.containerPort) : ''
}

function problemOf({ source, target, port, host }: Wish): 'same' | 'badPort' | 'badHost' | null {
  if (source === '' || target === '' || source === target) return 'same'
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) return 'badPort'
  const trimmed = host.trim()
  return trimmed !== '' && (!hostPattern.test(trimmed) || trimmed.length > 253) ? 'badHost' : null
}
