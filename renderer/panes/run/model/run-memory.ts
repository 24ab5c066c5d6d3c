import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { RunSpec } from '../../../../shared/docker-run/run-spec.ts'
import { replaceSecrets } from '../../../../shared/docker-run/secret-values.ts'
import { isSecretName } from '../../../../shared/secrets.ts'

/** A form that was filled before: one that ran, or one that a person kept under a name. */
export type KeptRun = {
  readonly name: string
  readonly spec: RunSpec
  readonly atMs: number
}

type Memory = {
  readonly recent: readonly KeptRun[]
  readonly templates: readonly KeptRun[]
}

const mostRecent = 8
const nothing: Memory = { recent: [], templates: [] }

/** What was run from this page, and templates. Values of secret variables are not part of it. */
export const useRunMemory = create<Memory>()(
  persist(() => nothing, {
    name: 'bayplan.runs',
    version: 1,
    // A hand may have changed what was written.
    merge: (written) => {
      const kept = (written ?? {}) as Partial<Memory>
      return {
        recent: (kept.recent ?? []).filter(isWhole),
        templates: (kept.templates ?? []).filter(isWhole),
      }
    },
  }),
)

function isWhole({ name, spec }: KeptRun): boolean {
  return (
    typeof name === 'string' &&
    typeof spec?.image === 'string' &&
    typeof spec.options === 'object' &&
    [spec.command, spec.unknown, spec.variables].every((list) => Array.isArray(list))
  )
}

/** The same settings without the values of secrets: they would lie readable in the browser's storage. */
export function withoutSecrets(spec: RunSpec): RunSpec {
  return replaceSecrets(spec, isSecretName, () => '').spec
}

/** Puts what was just run first; an older one of the same name goes. */
export function rememberRun(name: string, spec: RunSpec, atMs: number): void {
  useRunMemory.setState(({ recent }) => ({
    recent: [{ name, spec: withoutSecrets(spec), atMs }, ...recent.filter((run) => run.name !== name)].slice(
      0,
      mostRecent,
    ),
  }))
}

/** Keeps the settings under a name, in place of what was kept under it before. */
export function saveTemplate(name: string, spec: RunSpec, atMs: number): void {
  useRunMemory.setState(({ templates }) => ({
    templates: [
      ...templates.filter((template) => template.name !== name),
      { name, spec: withoutSecrets(spec), atMs },
    ].toSorted((one, other) => one.name.localeCompare(other.name)),
  }))
}

export function deleteTemplate(name: string): void {
  useRunMemory.setState(({ templates }) => ({
    templates: templates.filter((template) => template.name !== name),
  }))
}
