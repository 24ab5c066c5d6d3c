import {
  type OptionGroup,
  type RunOption,
  type RunOptionName,
  runOptions,
} from '../../../../shared/docker-run/run-options.ts'

/** Parts of the form. The first is always there, the others come when they are asked for or filled. */
export const sections = ['main', 'network', 'resources', 'command', 'labels', 'health', 'advanced'] as const
export type SectionId = (typeof sections)[number]

/** Options with rows or fields of their own making; every other is drawn from the table. */
export const ownFields: ReadonlySet<RunOptionName> = new Set([
  'name',
  'publish',
  'env',
  'volume',
  'mount',
  'tmpfs',
  'restart',
  'rm',
  'network',
])

/** Asks docker for its own help: nothing is run. */
export const withoutField: ReadonlySet<RunOptionName> = new Set(['help'])

const byGroup: Readonly<Record<OptionGroup, SectionId>> = {
  general: 'command',
  ports: 'network',
  mounts: 'advanced',
  environment: 'advanced',
  networks: 'network',
  resources: 'resources',
  health: 'health',
  restart: 'command',
  security: 'advanced',
  devices: 'advanced',
  logging: 'advanced',
  isolation: 'advanced',
  labels: 'labels',
  terminal: 'advanced',
}

const exceptions: Readonly<Partial<Record<RunOptionName, SectionId>>> = {
  name: 'main',
  rm: 'main',
  restart: 'main',
  publish: 'main',
  env: 'main',
  volume: 'main',
  mount: 'main',
  tmpfs: 'main',
  platform: 'advanced',
  pull: 'advanced',
  tty: 'command',
  interactive: 'command',
}

/** Shown first in their section; the rest of it is folded away until it is asked for or filled. */
const usual: ReadonlySet<RunOptionName> = new Set([
  'network',
  'hostname',
  'memory',
  'cpus',
  'pids-limit',
  'entrypoint',
  'workdir',
  'user',
  'tty',
  'interactive',
  'init',
  'label',
  'health-cmd',
  'health-interval',
  'health-timeout',
  'health-retries',
  'health-start-period',
])

export function sectionOf({ name, group }: RunOption): SectionId {
  return exceptions[name] ?? byGroup[group]
}

export function isUsual(option: RunOption): boolean {
  return usual.has(option.name)
}

/** The options of a section that are drawn from the table, usual ones first. */
export function genericOptions(section: SectionId): readonly RunOption[] {
  const those = runOptions.filter(
    (option) =>
      sectionOf(option) === section && !ownFields.has(option.name) && !withoutField.has(option.name),
  )
  return [...those.filter(isUsual), ...those.filter((option) => !isUsual(option))]
}
