import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MergedSettings } from '../../../shared/daemon-json.ts'
import {
  isInsecureEntry,
  isMirrorAddress,
  mergeDaemonJson,
  readDaemonJson,
} from '../../../shared/daemon-json.ts'
import type { DaemonSystem, RegistrySettings } from '../../../shared/registry.ts'
import { daemonSystems } from '../../../shared/registry.ts'
import { CommandLine } from '../../ui/command-line.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Select } from '../../ui/select.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import styles from './settings-tab.module.css'

/** Where each system keeps the engine's settings, and what makes it read them. */
const places: Readonly<Record<DaemonSystem, { readonly path: string; readonly command: string | null }>> = {
  linux: { path: '/etc/docker/daemon.json', command: 'sudo systemctl restart docker' },
  rootless: { path: '~/.config/docker/daemon.json', command: 'systemctl --user restart docker' },
  'desktop-mac': { path: '~/.docker/daemon.json', command: null },
  'desktop-windows': { path: '%USERPROFILE%\\.docker\\daemon.json', command: null },
  colima: { path: '~/.colima/default/colima.yaml', command: 'colima restart' },
}

/** Makes the engine's settings file from what a person wants; nothing is written. */
export function DaemonForm({ settings }: { readonly settings: RegistrySettings }) {
  const { t } = useTranslation()
  const { daemonFile } = settings
  const [system, setSystem] = useState<DaemonSystem>(settings.system)
  const [present, setPresent] = useState(daemonFile?.text ?? '')
  const [mirrors, setMirrors] = useState(() => startLines(settings.mirrors, present, 'mirrors'))
  const [insecure, setInsecure] = useState(() => startLines(settings.insecureRegistries, present, 'insecure'))
  const wanted = { mirrors: linesOf(mirrors), insecure: linesOf(insecure) }
  const merged = mergeDaemonJson(present, wanted)
  const badMirror = wanted.mirrors.find((line) => !isMirrorAddress(line))
  const badInsecure = wanted.insecure.find((line) => !isInsecureEntry(line))
  const isGood = badMirror === undefined && badInsecure === undefined
  return (
    <div className={styles['form']}>
      <div className={styles['fields']}>
        <TextArea
          label={t('registries.wantedMirrors')}
          value={mirrors}
          onChange={setMirrors}
          placeholder="https://mirror.example.com"
          error={badMirror === undefined ? null : t('registries.badMirror', { line: badMirror })}
        />
        <TextArea
          label={t('registries.wantedTrust')}
          value={insecure}
          onChange={setInsecure}
          placeholder="registry.example.com:5000"
          error={badInsecure === undefined ? null : t('registries.badInsecure', { line: badInsecure })}
        />
        <TextArea
          label={t('registries.present')}
          value={present}
          onChange={setPresent}
          rows={5}
          hint={
            daemonFile ? t('registries.presentRead', { path: daemonFile.path }) : t('registries.presentHint')
          }
          error={merged.ok ? null : t('registries.presentBad')}
        />
      </div>
      <div className={styles['result']}>
        <Select
          label={t('registries.system')}
          value={system}
          onChange={setSystem}
          options={daemonSystems.map((id) => ({ id, label: t(`registries.systems.${id}`) }))}
        />
        {merged.ok && isGood && <Result merged={merged} />}
        <Steps system={system} t={t} />
      </div>
    </div>
  )
}

function Result({ merged }: { readonly merged: Extract<MergedSettings, { ok: true }> }) {
  const { t } = useTranslation()
  return (
    <section className={styles['snippet']} aria-label={t('registries.result')}>
      <header className={styles['snippetHead']}>
        <h4 className={styles['label']}>{t('registries.result')}</h4>
        <span className={styles['note']}>
          {t(merged.isSame ? 'registries.unchanged' : 'registries.resultAdded')}
        </span>
        <CopyButton text={`${merged.text}\n`} label={t('registries.copySettings')} />
      </header>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keys */}
      <pre className={styles['json']} lang="en" tabIndex={0} aria-label={t('registries.result')}>
        {merged.lines.map(({ text, isNew }, index) => (
          // Lines have no name but their place.
          <span key={index} className={styles['line']} data-new={isNew || undefined}>
            {text}
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  )
}

function Steps({ system, t }: { readonly system: DaemonSystem; readonly t: TFunction }) {
  const { path, command } = places[system]
  return (
    <section className={styles['steps']} aria-label={t('registries.where')}>
      <h4 className={styles['label']}>{t('registries.where')}</h4>
      <p className={styles['text']}>{t(`registries.steps.${system}`, { path })}</p>
      {command !== null && (
        <div className={styles['command']}>
          <CommandLine command={command} />
          <CopyButton text={command} label={t('shell.copyCommand')} />
        </div>
      )}
      <p className={styles['note']}>{t('registries.restartNote')}</p>
    </section>
  )
}

/** What the engine uses and what its file says: both must survive. */
function startLines(inUse: readonly string[], present: string, list: 'mirrors' | 'insecure'): string {
  const inFile = readDaemonJson(present)[list]
  // The engine ends every mirror with a slash, whatever the file says.
  const known = new Set(inFile.map((line) => line.replace(/\/$/, '')))
  const others = inUse.filter((line) => !known.has(line.replace(/\/$/, '')))
  return [...inFile, ...others].join('\n')
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => line.trim())
  return [...new Set(lines.filter((line) => line !== ''))]
}
