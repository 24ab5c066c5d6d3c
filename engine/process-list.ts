import type { ContainerProcess } from '../shared/container-page.ts'
import { listOf, recordOf, textsOf } from './normalize/record.ts'

/*
 * Reading of process lists: what the host's `ps` prints, in whichever dialect, and what a script in the
 * container finds in /proc.
 */

/** Of the kernel's clock that /proc counts in; the same on every architecture Docker runs on. */
const ticksPerSecond = 100

/** Rows of `ContainerTop` by the titles that the host's `ps` gave its columns. Rows without a number are left out. */
export function processesOfTop(answer: unknown, mainPid: number | null): ContainerProcess[] {
  const record = recordOf(answer)
  const titles = textsOf(record['Titles']).map((title) => title.toUpperCase())
  return listOf(record['Processes']).flatMap((row) => {
    const cells = textsOf(row)
    const cell = (...names: readonly string[]): string => {
      const at = titles.findIndex((title) => names.includes(title))
      return at < 0 ? '' : (cells[at] ?? '')
    }
    const pid = wholeNumber(cell('PID'))
    if (pid === null) return []
    return [
      {
        pid,
        parentPid: wholeNumber(cell('PPID')),
        user: cell('USER', 'UID'),
        cpuPercent: decimal(cell('%CPU', 'CPU%')),
        memoryBytes: kibibytes(cell('RSS')),
        ageSeconds: elapsedSeconds(cell('ELAPSED')),
        command: plainCommand(cell('COMMAND', 'CMD', 'ARGS', 'NAME')),
        isMain: pid === mainPid,
      },
    ]
  })
}

/** What `procScript` prints: the machine's uptime, then for each process `stat`, user id, memory and command. */
export function processesOfProc(output: string): ContainerProcess[] {
  const [first = '', ...lines] = output.split('\n')
  const uptime = decimal(first.split(' ')[0] ?? '') ?? 0
  return lines.flatMap((line) => {
    const [stat = '', user = '', memory = '', command = ''] = line.split('\t')
    const told = readStat(stat, uptime)
    if (!told) return []
    const { name, ...numbers } = told
    const memoryBytes = kibibytes(memory)
    const plain = plainCommand(command)
    return [{ ...numbers, user, memoryBytes, command: plain || `[${name}]`, isMain: told.pid === 1 }]
  })
}

type Stat = Pick<ContainerProcess, 'pid' | 'parentPid' | 'cpuPercent' | 'ageSeconds'> & {
  readonly name: string
}

/** `/proc/<pid>/stat`: the name stands in brackets and may hold any. */
function readStat(stat: string, uptimeSeconds: number): Stat | null {
  const parsed = /^(\d+) \((.*)\) (.+)$/.exec(stat)
  if (!parsed) return null
  const [, pid, name = '', rest = ''] = parsed
  // Counted from the state, which is the third field: see proc(5).
  const fields = rest.split(' ').map(Number)
  const [userTicks = 0, systemTicks = 0] = fields.slice(11, 13)
  const ageSeconds = Math.max(0, uptimeSeconds - (fields[19] ?? 0) / ticksPerSecond)
  const cpuSeconds = (userTicks + systemTicks) / ticksPerSecond
  return {
    pid: Number(pid),
    name,
    parentPid: fields[1] ?? null,
    cpuPercent: ageSeconds > 0 ? Math.round((cpuSeconds / ageSeconds) * 1_000) / 10 : 0,
    ageSeconds: Math.floor(ageSeconds),
  }
}

/**
 * Which process of the container's own list is the one that the host's list shows at `pid`. The kernel does not
 * tell both numbers at once; processes of one command line have the same order in both. Null when the lists do not
 * agree, as when one has just started.
 */
export function pidInContainer(
  pid: number,
  onHost: readonly ContainerProcess[],
  inside: readonly ContainerProcess[],
): number | null {
  const wanted = onHost.find((process) => process.pid === pid)
  if (!wanted) return null
  const alike = (list: readonly ContainerProcess[]) =>
    list
      .filter((process) => process.command === wanted.command)
      .map((process) => process.pid)
      .toSorted((a, b) => a - b)
  const [hostPids, ownPids] = [alike(onHost), alike(inside)]
  return hostPids.length === ownPids.length ? (ownPids[hostPids.indexOf(pid)] ?? null) : null
}

/** Spaces folded as the engine folds them in a row of `ps`. */
function plainCommand(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ')
}

function wholeNumber(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null
}

function decimal(text: string): number | null {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null
}

const suffixes: Readonly<Record<string, number>> = { '': 1, k: 1, m: 1_024, g: 1_048_576 }

/** BusyBox writes large numbers of KiB short: `12m`. */
function kibibytes(text: string): number | null {
  const parsed = /^(\d+(?:\.\d+)?)([kmg]?)$/i.exec(text.trim())
  if (!parsed) return null
  const [, digits = '', suffix = ''] = parsed
  return Math.round(Number(digits) * (suffixes[suffix.toLowerCase()] ?? 1) * 1_024)
}

/** `[[days-]hours:]minutes:seconds`. BusyBox has no days and lets the hours grow. */
function elapsedSeconds(text: string): number | null {
  const parsed = /^(?:(\d+)-)?(?:(\d+):)?(\d+):(\d+)$/.exec(text.trim())
  if (!parsed) return null
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = parsed
  return Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}
