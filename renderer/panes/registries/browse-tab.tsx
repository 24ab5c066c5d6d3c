import { LogIn, RotateCw } from 'lucide-react'
import type { FormEvent } from 'react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EngineError } from '../../../shared/errors.ts'
import { defaultRegistry, familiarName, parseReference, parseRegistry } from '../../../shared/reference.ts'
import { useAccounts, useRegistrySettings } from '../../actions/registry-actions.ts'
import { openSignInDialog } from '../../actions/registry-dialog-store.ts'
import { useApp } from '../../app-context.ts'
import { describeError } from '../../messages.ts'
import { registryName } from '../../registry-name.ts'
import {
  browseRegistry,
  chooseRepository,
  chooseTag,
  useRegistriesView,
} from '../../store/registries-view.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './browse-tab.module.css'
import { NameList } from './name-list.tsx'
import { TagDetail } from './tag-detail.tsx'
import { usePages } from './use-pages.ts'

/** Repositories, their tags, and what a tag stands for. */
export function BrowseTab() {
  const { t } = useTranslation()
  const { registry, repository, round } = useRegistriesView()
  return (
    <div className={styles['browse']}>
      <AddressBar key={`${registry} ${repository}`} />
      {registry === null ? (
        <EmptyState title={t('registries.browseIntro')} text={t('registries.browseIntroText')} />
      ) : (
        <div className={styles['columns']}>
          <Repositories key={`${round} ${registry}`} registry={registry} />
          <Tags key={`${round} ${registry}/${repository}`} registry={registry} repository={repository} />
          <Detail />
        </div>
      )}
    </div>
  )
}

/** Which registry, and a repository by name: not every registry lists what it has. */
function AddressBar() {
  const { t } = useTranslation()
  const view = useRegistriesView()
  const [address, setAddress] = useState(view.registry ?? '')
  const [repository, setRepository] = useState(view.repository ?? '')
  const registry = parseRegistry(address)
  const isRepository = repository === '' || parseReference(`r.invalid/${repository}`).ok
  const known = useKnownRegistries()
  const problem =
    registry === null ? t('registries.badRegistry') : isRepository ? null : t('registries.badRepository')
  const open = (event: FormEvent) => {
    event.preventDefault()
    if (registry === null || problem !== null) return
    browseRegistry(registry, repository === '' ? null : inRegistry(registry, repository))
  }
  return (
    <form className={styles['address']} onSubmit={open}>
      <TextField
        label={t('registries.registry')}
        value={address}
        onChange={setAddress}
        placeholder={t('registries.registryHint')}
        isMono
        list="known-registries"
      />
      <datalist id="known-registries">
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <TextField
        label={t('registries.openRepository')}
        value={repository}
        onChange={setRepository}
        placeholder={t('registries.repositoryHint')}
        error={isRepository ? null : t('registries.badRepository')}
        isMono
      />
      <Button type="submit" size="lg" variant="primary" disabledReason={problem}>
        {t('registries.browseGo')}
      </Button>
    </form>
  )
}

/** On Docker Hub a name without a namespace is one of Docker's own images. */
function inRegistry(registry: string, repository: string): string {
  return registry === defaultRegistry && !repository.includes('/') ? `library/${repository}` : repository
}

function useKnownRegistries(): readonly string[] {
  const accounts = useAccounts().value?.accounts ?? []
  const trusted = useRegistrySettings().value?.insecureRegistries ?? []
  return [...new Set([defaultRegistry, ...accounts.map(({ registry }) => registry), ...trusted])]
}

function Repositories({ registry }: { readonly registry: string }) {
  const { t } = useTranslation()
  const { client } = useApp()
  const { repository } = useRegistriesView()
  const isHub = registry === defaultRegistry
  const ask = useCallback(
    async (after: string | null, signal: AbortSignal) =>
      isHub ? { names: [], next: null } : client().call('registry.repositories', { registry, after }, signal),
    [client, isHub, registry],
  )
  const pages = usePages(ask)
  return (
    <NameList
      title={t('registries.repositories')}
      pages={pages}
      current={repository}
      onChoose={chooseRepository}
      emptyText={t(isHub ? 'registries.noRepositoriesHub' : 'registries.noRepositories')}
      failure={<Failure error={pages.error} registry={registry} onRetry={pages.refresh} />}
    />
  )
}

type TagsProps = { readonly registry: string; readonly repository: string | null }

function Tags({ registry, repository }: TagsProps) {
  const { t } = useTranslation()
  const { client } = useApp()
  const { tag } = useRegistriesView()
  const ask = useCallback(
    async (after: string | null, signal: AbortSignal) =>
      repository === null
        ? { names: [], next: null }
        : client().call('registry.tags', { registry, repository, after }, signal),
    [client, registry, repository],
  )
  const pages = usePages(ask)
  return (
    <NameList
      title={repository === null ? t('registries.tags') : t('registries.tagsOf', { repository })}
      pages={pages}
      current={tag}
      onChoose={chooseTag}
      emptyText={t(repository === null ? 'registries.chooseRepository' : 'registries.noTags')}
      failure={<Failure error={pages.error} registry={registry} onRetry={pages.refresh} />}
    />
  )
}

function Detail() {
  const { t } = useTranslation()
  const { registry, repository, tag } = useRegistriesView()
  if (registry === null || repository === null || tag === null) {
    return <p className={styles['hint']}>{t('registries.chooseTag')}</p>
  }
  return (
    <TagDetail
      key={`${registry}/${repository}:${tag}`}
      target={{ registry, repository, reference: tag }}
      written={`${familiarName(registry, repository)}:${tag}`}
    />
  )
}

type FailureProps = { readonly error: unknown; readonly registry: string; readonly onRetry: () => void }

function Failure({ error, registry, onRetry }: FailureProps) {
  const { t } = useTranslation()
  const { title, text, details } = describeError(error, t)
  const wantsAccount = error instanceof EngineError && error.code === 'unauthorized'
  return (
    <ErrorPanel
      title={title}
      text={text}
      details={details}
      actions={
        <>
          {wantsAccount && (
            <Button variant="primary" icon={LogIn} onClick={() => openSignInDialog(registry)}>
              {t('registries.signInAndRetry', { registry: registryName(registry, t) })}
            </Button>
          )}
          <Button icon={RotateCw} onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </>
      }
    />
  )
}
