/*
 * Labels of a container cannot be changed, its name can: what Bayplan must know of a container in the bin, or in the
 * middle of an edit, stands in its name. So every host that looks at the engine knows it too, and none has to remember.
 */

/** `bin`: removed, may come back. `old` and `new`: the two containers of an edit under way. */
export const binNamePrefixes = { bin: 'bayplan-bin', old: 'bayplan-old', new: 'bayplan-new' } as const

export type RestartPolicy = { readonly name: string; readonly maximumRetries: number }

/** What a container was like before it was stopped. */
export type FormerState = {
  readonly run: 'running' | 'paused' | 'stopped'
  readonly restart: RestartPolicy
}

/** A container in the bin. */
export type BinMark = {
  readonly kind: 'bin'
  /** Its name before. */
  readonly name: string
  readonly former: FormerState
  readonly binnedAtMs: number
  /** When a host removes it for good; null: never. */
  readonly expiresAtMs: number | null
  /** Its anonymous volumes go with it then. */
  readonly takesVolumes: boolean
  /** True when an edit replaced it. */
  readonly isReplaced: boolean
}

/** One of the two containers of an edit. */
export type EditMark = {
  readonly kind: 'old' | 'new'
  readonly name: string
  /** Of the old container. */
  readonly former: FormerState
  readonly startedAtMs: number
  /** Who does it: see `ownMark` in the engine's part. */
  readonly owner: string
  /** First 12 digits of the other one's id; empty while it has none. */
  readonly partnerId: string
}

export type NameMark = BinMark | EditMark

const runLetters = { running: 'r', paused: 'p', stopped: 's' } as const
const restartLetters: Readonly<Record<string, string>> = {
  no: 'n',
  always: 'a',
  'unless-stopped': 'u',
  'on-failure': 'f',
}

const binPattern = /^bayplan-bin\.([0-9a-z]{1,10})\.([0-9a-z]{1,10})\.([rps])([nau]|f\d{1,9})(v?)(e?)\.(.+)$/
const editPattern =
  /^bayplan-(old|new)\.([0-9a-z]{1,10})\.([0-9a-z]{1,40})\.([rps])([nau]|f\d{1,9})\.([0-9a-f]{0,12})\.(.+)$/

/** Writes a mark as the name of a container. */
export function formatBinName(mark: NameMark): string {
  const former = `${runLetters[mark.former.run]}${formatRestart(mark.former.restart)}`
  if (mark.kind === 'bin') {
    const flags = `${former}${mark.takesVolumes ? 'v' : ''}${mark.isReplaced ? 'e' : ''}`
    const expires = mark.expiresAtMs === null ? '0' : formatTime(mark.expiresAtMs)
    return [binNamePrefixes.bin, formatTime(mark.binnedAtMs), expires, flags, mark.name].join('.')
  }
  const { kind, startedAtMs, owner, partnerId, name } = mark
  return [binNamePrefixes[kind], formatTime(startedAtMs), owner, former, partnerId, name].join('.')
}

/** Reads a container's name; null for one that Bayplan did not give. */
export function parseBinName(name: string): NameMark | null {
  // Nearly every name ends here.
  if (!name.startsWith('bayplan-')) return null
  return parseBin(name) ?? parseEdit(name)
}

function parseBin(name: string): BinMark | null {
  const [, binned = '', expires = '', run = '', restart = '', volumes, replaced, before = ''] =
    binPattern.exec(name) ?? []
  if (before === '') return null
  return {
    kind: 'bin',
    name: before,
    former: parseFormer(run, restart),
    binnedAtMs: Number.parseInt(binned, 36),
    expiresAtMs: expires === '0' ? null : Number.parseInt(expires, 36),
    takesVolumes: volumes === 'v',
    isReplaced: replaced === 'e',
  }
}

function parseEdit(name: string): EditMark | null {
  const [, kind, started = '', owner = '', run = '', restart = '', partnerId = '', before = ''] =
    editPattern.exec(name) ?? []
  if (before === '') return null
  return {
    kind: kind === 'old' ? 'old' : 'new',
    name: before,
    former: parseFormer(run, restart),
    startedAtMs: Number.parseInt(started, 36),
    owner,
    partnerId,
  }
}

function parseFormer(run: string, restart: string): FormerState {
  return {
    run: run === 'r' ? 'running' : run === 'p' ? 'paused' : 'stopped',
    restart: {
      name: Object.entries(restartLetters).find(([, letter]) => letter === restart[0])?.[0] ?? 'no',
      maximumRetries: Number(restart.slice(1) || '0'),
    },
  }
}

function formatRestart({ name, maximumRetries }: RestartPolicy): string {
  const letter = restartLetters[name] ?? 'n'
  return letter === 'f' ? `f${maximumRetries}` : letter
}

function formatTime(ms: number): string {
  return ms.toString(36)
}
