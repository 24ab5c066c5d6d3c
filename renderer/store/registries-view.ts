import { create } from 'zustand'

export const registryTabs = ['accounts', 'browse', 'settings'] as const
export type RegistryTab = (typeof registryTabs)[number]

type RegistriesView = {
  readonly tab: RegistryTab
  /** What is looked into; null where nothing is chosen yet. */
  readonly registry: string | null
  readonly repository: string | null
  readonly tag: string | null
  /** Grows when lists must be read anew. */
  readonly round: number
}

/** Where a person is among registries; kept while other panes are looked at. */
export const useRegistriesView = create<RegistriesView>(() => ({
  tab: 'accounts',
  registry: null,
  repository: null,
  tag: null,
  round: 0,
}))

export function showRegistryTab(tab: RegistryTab): void {
  useRegistriesView.setState({ tab })
}

export function browseRegistry(registry: string, repository: string | null = null): void {
  useRegistriesView.setState(({ round }) => ({
    tab: 'browse',
    registry,
    repository,
    tag: null,
    round: round + 1,
  }))
}

export function chooseRepository(repository: string): void {
  useRegistriesView.setState({ repository, tag: null })
}

export function chooseTag(tag: string | null): void {
  useRegistriesView.setState({ tag })
}
