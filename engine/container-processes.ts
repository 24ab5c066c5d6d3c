import type {
  ContainerProcess,
  ProcessList,
  SignalProcessParams,
  SignalSent,
} from '../shared/container-page.ts'
import type { CallHandler } from '../shared/contract.ts'
import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineConnection } from './client.ts'
import { delay } from './deadline.ts'
import { parseAnswer } from './engine-json.ts'
import { findShell } from './exec-requests.ts'
import { numberOf, parseRecord, recordOf, textOf } from './normalize/record.ts'
import { pidInContainer, processesOfProc, processesOfTop } from './process-list.ts'
import { runProgram } from './run-program.ts'
import { readContainerState } from './stream/container-state.ts'
import { readText } from './transport.ts'

/** Each look runs a program on the engine's host. */
const pauseMs = 2_000

/**
 * What `ps` on the engine's host may be: procps, BusyBox as Alpine or as Debian builds it, or one that takes no columns. Null is the engine's own
 * choice.
 */
const psDialects = [
  '-ww -eo pid,ppid,user:32,pcpu,rss,etime,args',
  '-o pid,ppid,user,rss,etime,args',
  '-o pid,ppid,user,rss,args',
  null,
] as const
type PsDialect = (typeof psDialects)[number]

/** One line per process with what `processesOfProc` reads; the shell that runs it leaves itself out. */
const procScript = [
  'read -r up rest < /proc/uptime; echo "$up"',
  'for dir in /proc/[0-9]*; do',
  '  [ "${dir#/proc/}" = $$ ] && continue',
  '  stat=; { read -r stat < "$dir/stat"; } 2>/dev/null || continue',
  '  uid= memory=',
  '  while read -r key value rest; do case $key in Uid:) uid=$value;; VmRSS:) memory=$value;; esac; done < "$dir/status"',
  `  printf '%s\\t%s\\t%s\\t%s\\n' "$stat" "$uid" "$memory" "$(tr '\\0\\t\\n' '   ' < "$dir/cmdline")"`,
  'done 2>/dev/null',
].join('\n')

type Target = { readonly id: string }

/** The processes of containers, and signals to single ones. */
export class ContainerProcesses {
  private readonly connection: EngineConnection
  private readonly kill: CallHandler<Target & { readonly signal: string }, null>
  /** Which `ps` an engine has: found once. */
  private readonly dialects = new WeakMap<EngineClient, PsDialect | 'none'>()

  /** `kill` sends a signal to a container's main process. */
  constructor(connection: EngineConnection, kill: CallHandler<Target & { readonly signal: string }, null>) {
    this.connection = connection
    this.kill = kill
  }

  /**
   * The processes now and every two seconds.
   *
   * Source: `ContainerTop`; `ContainerExec` where the engine's host has no `ps`.
   * Ends:   with an error when the container stops; quietly on abort.
   * Errors: not-found; conflict (not running); unsupported (no `ps` there and no shell in the container).
   */
  async *watch({ id }: Target, signal: AbortSignal): AsyncGenerator<ProcessList, void, undefined> {
    while (!signal.aborted) {
      yield await this.list(id, signal)
      await delay(pauseMs, signal)
    }
  }

  /**
   * Sends a signal to one process: to the main one through the engine, to another by `kill` in the container.
   *
   * Source: `ContainerTop`, `ContainerKill`, `ContainerExec`.
   * Errors: not-found; conflict (the process has ended, or cannot be told apart); unsupported (no shell);
   *         engine-failed (what `kill` said).
   */
  readonly signal: CallHandler<SignalProcessParams, SignalSent> = async (params, abortSignal) => {
    const { id, pid, command, signal } = params
    const list = await this.list(id, abortSignal)
    const wanted = list.processes.find((process) => process.pid === pid && process.command === command)
    if (!wanted) throw refused(id, 'conflict', 'the process has ended')
    if (wanted.isMain) {
      await this.kill({ id, signal }, abortSignal)
      return { way: 'engine' }
    }
    return about(id, async () => this.signalInside(list, params, abortSignal))
  }

  private async signalInside(
    list: ProcessList,
    { id, pid, signal }: SignalProcessParams,
    abortSignal: AbortSignal,
  ): Promise<SignalSent> {
    const client = this.connection.client()
    const shell = await findShell(client, await readContainerState(client, id, abortSignal), abortSignal)
    const own =
      list.pidSpace === 'container'
        ? pid
        : await this.findInside(client, list, { id, pid, shell }, abortSignal)
    const argv = [shell, '-c', 'kill -"$1" "$2"', shell, signal.replace(/^SIG/, ''), String(own)]
    const result = await runProgram(client, id, argv, abortSignal, { user: '0', hasErrors: true })
    if (result?.exitCode !== 0) throw refused(id, 'engine-failed', result?.output.trim() || 'kill failed')
    return { way: 'exec', pidInContainer: own }
  }

  private async findInside(
    client: EngineClient,
    list: ProcessList,
    { id, pid, shell }: { readonly id: string; readonly pid: number; readonly shell: string },
    signal: AbortSignal,
  ): Promise<number> {
    const { hasHostPids } = await readMain(client, id, signal)
    if (hasHostPids) return pid
    const own = pidInContainer(pid, list.processes, await listInside(client, id, shell, signal))
    if (own === null) throw refused(id, 'conflict', 'the process cannot be told apart from others')
    return own
  }

  private async list(id: string, signal: AbortSignal): Promise<ProcessList> {
    return about(id, async () => {
      const client = this.connection.client()
      const known = this.dialects.get(client)
      const onHost = known === 'none' ? null : await this.listOnHost(client, id, known, signal)
      if (onHost) return onHost
      const shell = await findShell(client, await readContainerState(client, id, signal), signal)
      const processes = await listInside(client, id, shell, signal)
      return { atMs: Date.now(), pidSpace: 'container', psArgs: null, processes }
    })
  }

  /** Null when the host has no `ps` that any dialect suits. */
  private async listOnHost(
    client: EngineClient,
    id: string,
    known: PsDialect | undefined,
    signal: AbortSignal,
  ): Promise<ProcessList | null> {
    const { mainPid } = await readMain(client, id, signal)
    for (const dialect of known === undefined ? psDialects : [known]) {
      try {
        const processes = processesOfTop(await top(client, id, dialect, signal), mainPid)
        // A `ps` that ignores what it does not know answers with columns that mean nothing here.
        if (processes.length === 0) continue
        this.dialects.set(client, dialect)
        return { atMs: Date.now(), pidSpace: 'host', psArgs: dialect ?? '', processes }
      } catch (error) {
        if (!(error instanceof EngineError)) throw error
        // The engine passes on that `ps` failed; that it does not run is a conflict, before and after.
        if (error.code !== 'engine-failed' && error.code !== 'bad-request') throw error
        const { isRunning } = await readMain(client, id, signal)
        if (!isRunning) throw refused(id, 'conflict', 'the container is not running')
      }
    }
    this.dialects.set(client, 'none')
    return null
  }
}

async function top(
  client: EngineClient,
  id: string,
  dialect: PsDialect,
  signal: AbortSignal,
): Promise<unknown> {
  const path = `/containers/${encodeURIComponent(id)}/top`
  const query = dialect === null ? {} : { ps_args: dialect }
  const { body } = await client.stream({ method: 'GET', path, query, signal })
  return parseAnswer(await readText(body))
}

async function listInside(
  client: EngineClient,
  id: string,
  shell: string,
  signal: AbortSignal,
): Promise<ContainerProcess[]> {
  const result = await runProgram(client, id, [shell, '-c', procScript], signal, { user: '0' })
  return processesOfProc(result?.output ?? '')
}

type Main = { readonly mainPid: number | null; readonly isRunning: boolean; readonly hasHostPids: boolean }

async function readMain(client: EngineClient, id: string, signal: AbortSignal): Promise<Main> {
  const path = `/containers/${encodeURIComponent(id)}/json`
  const { body } = await client.stream({ method: 'GET', path, signal })
  const record = parseRecord(await readText(body)) ?? {}
  const state = recordOf(record['State'])
  return {
    mainPid: numberOf(state['Pid']),
    isRunning: state['Running'] === true && numberOf(state['Pid']) !== 0,
    hasHostPids: textOf(recordOf(record['HostConfig'])['PidMode']) === 'host',
  }
}

function refused(id: string, code: 'conflict' | 'engine-failed', message: string): EngineError {
  const subject = { kind: 'container', id, name: null } as const
  return new EngineError(code, message, { operation: 'ContainerTop', subject })
}

/** Failures are told about the container. */
async function about<T>(id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const subject = error.data.subject ?? { kind: 'container', id, name: null }
    throw error.with({ operation: error.data.operation ?? 'ContainerTop', subject })
  }
}
