import { quoteWord } from '../../../../shared/docker-command.ts'
import { optionOf, type RunOptionName } from '../../../../shared/docker-run/run-options.ts'
import type { OptionValue, RunSpec, UnknownFlag } from '../../../../shared/docker-run/run-spec.ts'
import { splitCommand } from '../../../streams/split-command.ts'
import { typedPieces } from './leaning.ts'
import * as rows from './rows.ts'

/** What stands in the form: the settings, and also what is half typed. */
export type Draft = {
  readonly image: string
  /** One line, quoted as in a shell. */
  readonly command: string
  readonly ports: readonly rows.PortRow[]
  readonly variables: readonly rows.VariableRow[]
  readonly mounts: readonly rows.MountRow[]
  readonly networks: readonly rows.NetworkRow[]
  readonly switches: Readonly<Record<string, boolean>>
  /** An option that is absent is not said; the empty text is a value. */
  readonly texts: Readonly<Record<string, string>>
  readonly lists: Readonly<Record<string, readonly rows.TextRow[]>>
  readonly unknown: readonly UnknownFlag[]
  /** Pieces of values that a shell would replace. */
  readonly shellVariables: readonly string[]
}

/** The settings of a draft, and which row wrote which value. */
export type Written = {
  readonly spec: RunSpec
  /** By row id: the option, and which of its values, as `publish:0`. */
  readonly parts: ReadonlyMap<number, string>
  /** False when a quote of the command line is left open. */
  readonly isCommandWhole: boolean
}

export const emptyDraft: Draft = {
  image: '',
  command: '',
  ports: [],
  variables: [],
  mounts: [],
  networks: [],
  switches: { detach: true },
  texts: {},
  lists: {},
  unknown: [],
  shellVariables: [],
}

/** The form filled with these settings. */
export function draftOf(spec: RunSpec): Draft {
  const switches: Record<string, boolean> = {}
  const texts: Record<string, string> = {}
  const lists: Record<string, rows.TextRow[]> = {}
  for (const [name, value] of Object.entries(spec.options)) {
    if (typeof value === 'boolean') switches[name] = value
    else if (typeof value === 'string') texts[name] = value
    else if (!ownRows.has(name)) lists[name] = value.map((text) => rows.textRow(text))
  }
  const { publish = [], env = [], volume = [], mount = [], tmpfs = [], network = [] } = spec.options
  return {
    image: spec.image,
    command: spec.command.map(quoteWord).join(' '),
    ports: publish.map((value) => rows.portRow(value)),
    variables: env.map((value) => rows.variableRow(value)),
    mounts: [
      ...volume.map((value) => rows.mountRow('volume', value)),
      ...mount.map((value) => rows.mountRow('mount', value)),
      ...tmpfs.map((value) => rows.mountRow('tmpfs', value)),
    ],
    networks: network.map((value) => rows.networkRow(value)),
    switches,
    texts,
    lists,
    unknown: spec.unknown,
    shellVariables: spec.variables,
  }
}

const ownRows: ReadonlySet<string> = new Set(['publish', 'env', 'volume', 'mount', 'tmpfs', 'network'])

type Entry = {
  readonly id: number
  readonly option: string
  readonly value: string
  readonly isEmpty: boolean
}

/** What the form says, rows without any text left out. */
export function writeDraft(draft: Draft): Written {
  const entries: Entry[] = [
    ...draft.ports.map((row) =>
      entry(row.id, 'publish', rows.portValue(row), row.host + row.container === ''),
    ),
    ...draft.variables.map((row) =>
      entry(row.id, 'env', rows.variableValue(row), row.name === '' && !row.value),
    ),
    ...draft.mounts.map((row) => entry(row.id, row.option, rows.mountValue(row), rows.isEmptyMount(row))),
    ...draft.networks.map((row) => entry(row.id, 'network', rows.networkValue(row), row.name === '')),
    ...Object.entries(draft.lists).flatMap(([name, list]) =>
      list.map((row) => entry(row.id, name, row.text, row.text === '')),
    ),
  ]
  const options: Record<string, OptionValue> = {}
  for (const [name, isOn] of Object.entries(draft.switches)) if (isSaid(name, isOn)) options[name] = isOn
  for (const [name, text] of Object.entries(draft.texts)) options[name] = text
  const written: Record<string, string[]> = {}
  const parts = new Map<number, string>()
  for (const { id, option, value, isEmpty } of entries) {
    if (isEmpty) continue
    const values = (written[option] ??= [])
    parts.set(id, `${option}:${values.length}`)
    values.push(value)
  }
  const command = splitCommand(draft.command)
  const spec: RunSpec = {
    options: { ...options, ...written },
    image: draft.image.trim(),
    command: command ?? [draft.command],
    unknown: draft.unknown,
    variables: [...new Set([...draft.shellVariables, ...typedPieces(pathsOf(draft))])],
  }
  return { spec, parts, isCommandWhole: command !== null }
}

/** What a person types as a path of the computer it is run on. */
function pathsOf({ mounts, lists }: Draft): readonly string[] {
  const files = [...(lists['env-file'] ?? []), ...(lists['label-file'] ?? [])]
  return [
    ...mounts.filter(({ text, kind }) => text === null && kind === 'bind').map(({ source }) => source),
    ...files.map(({ text }) => text),
  ]
}

function entry(id: number, option: string, value: string, isEmpty: boolean): Entry {
  return { id, option, value, isEmpty }
}

/** `--sig-proxy` alone is on when nothing is said, so only "off" is worth saying. */
function isSaid(name: string, isOn: boolean): boolean {
  return name === 'sig-proxy' ? !isOn : isOn
}

export function withSwitch(draft: Draft, name: RunOptionName, isOn: boolean): Draft {
  return { ...draft, switches: { ...draft.switches, [name]: isOn } }
}

/** The empty text takes the option away. */
export function withText(draft: Draft, name: RunOptionName, text: string): Draft {
  const { [name]: _before, ...others } = draft.texts
  return { ...draft, texts: text === '' ? others : { ...others, [name]: text } }
}

export function withList(draft: Draft, name: RunOptionName, list: readonly rows.TextRow[]): Draft {
  return { ...draft, lists: { ...draft.lists, [name]: list } }
}

/** True when anything of this option stands in the form, an empty row too. */
export function isInForm(draft: Draft, name: RunOptionName): boolean {
  if (name === 'publish') return draft.ports.length > 0
  if (name === 'env') return draft.variables.length > 0
  if (name === 'network') return draft.networks.length > 0
  if (draft.mounts.some(({ option }) => option === name)) return true
  if (optionOf(name).kind === 'list') return (draft.lists[name]?.length ?? 0) > 0
  return name in draft.texts || isSaid(name, draft.switches[name] ?? name === 'sig-proxy')
}
