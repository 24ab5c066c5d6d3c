import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImageReference } from '../../../shared/reference.ts'
import { defaultRegistry, formatReference, parseReference } from '../../../shared/reference.ts'
import { useRegistryCommands } from '../../actions/registry-actions.ts'
import { useApp } from '../../app-context.ts'
import { knownEngine, useEngineStatus } from '../../store/engine-store.ts'
import { useStoreVersion } from '../../store/entity-store.ts'
import { Banner } from '../../ui/banner.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { PlatformSelect } from './platform-select.tsx'
import { ReferenceFacts } from './reference-facts.tsx'
import styles from './registries.module.css'
import { TransferDialog } from './transfer-dialog.tsx'
import { useTransfer } from './use-transfer.ts'

type PushDialogProps = { readonly initial: string; readonly onClose: () => void }

/** Says where a tag will be pushed to, and asks how; then shows how it goes. */
export function PushDialog({ initial, onClose }: PushDialogProps) {
  const { t } = useTranslation()
  const transfer = useTransfer('image.push')
  const [platform, setPlatform] = useState<string | null>(null)
  const [allTags, setAllTags] = useState(false)
  const [isSigningIn, setIsSigningIn] = useState(false)
  const engine = knownEngine(useEngineStatus())
  const tags = useTagsBeside(initial)
  const [chosen, setChosen] = useState(initial)
  const parsed = parseReference(chosen)
  const reference = parsed.ok ? parsed.reference : null
  const problem = problemOf(reference, t('registries.pushNoDigest'), t('registries.problem.is-id'))
  // All tags go by the name alone.
  const written = reference ? formatReference(allTags ? { ...reference, tag: null } : reference) : chosen
  const params = { reference: written, platform, allTags }
  const command = useRegistryCommands().push(params)
  return (
    <TransferDialog
      verb="push"
      transfer={transfer}
      reference={reference}
      command={command}
      problem={problem}
      isSigningIn={isSigningIn}
      onSigningIn={setIsSigningIn}
      onStart={() => {
        if (problem === null) transfer.start(params)
      }}
      onClose={onClose}
    >
      <div className={styles['form']}>
        {problem !== null && <Banner tone="bad">{problem}</Banner>}
        {tags.length > 1 && (
          <Select
            label={t('registries.pushTag')}
            value={chosen}
            onChange={setChosen}
            options={tags.map((tag) => ({ id: tag, label: tag }))}
          />
        )}
        {reference && isOfficial(reference) && (
          <Banner tone="warn">
            {t('registries.pushHub', { name: reference.repository.replace(/^library\//, '') })}
          </Banner>
        )}
        {reference && (
          <ReferenceFacts
            reference={reference}
            allTags={allTags}
            isPull={false}
            onSignIn={() => setIsSigningIn(true)}
          />
        )}
        <Checkbox label={t('registries.allTags')} checked={allTags} onChange={setAllTags} />
        {engine && canChoosePlatform(engine.negotiatedApiVersion) && (
          <PlatformSelect value={platform} onChange={setPlatform} anyLabel={t('registries.everyPlatform')} />
        )}
      </div>
    </TransferDialog>
  )
}

/** The tags of the image that has this one; a person may mean another of them. */
function useTagsBeside(reference: string): readonly string[] {
  const { images } = useApp()
  useStoreVersion(images)
  return [...images.all()].find(({ tags }) => tags.includes(reference))?.tags ?? []
}

function problemOf(reference: ImageReference | null, noDigest: string, noName: string): string | null {
  if (reference === null) return noName
  return reference.digest === null ? null : noDigest
}

function isOfficial({ registry, repository }: ImageReference): boolean {
  return registry === defaultRegistry && repository.startsWith('library/')
}

/** Since API 1.46, by which time versions had two digits. */
function canChoosePlatform(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number)
  return major > 1 || (major === 1 && minor >= 46)
}
