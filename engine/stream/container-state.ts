import type { EngineClient } from '../client.ts'
import { parseAnswer } from '../engine-json.ts'
import { recordOf } from '../normalize/record.ts'
import { readText } from '../transport.ts'

/** What the streams of a container depend on. Times are the engine's own text, `…AtMs` epoch milliseconds. */
export type ContainerState = {
  readonly id: string
  readonly name: string
  readonly isRunning: boolean
  /** Names one run of the container: changes with each start. */
  readonly startedAt: string
  readonly startedAtMs: number
  readonly finishedAtMs: number
  /** How often its restart policy has started it since somebody did. */
  readonly restartCount: number
  /** Of the run that `startedAt` names; null while it runs. */
  readonly exitCode: number | null
  readonly hasTty: boolean
  /** Its input was kept open at its making; else nothing can be typed into it. */
  readonly hasInput: boolean
  /** Its input ends with the first client that leaves. */
  readonly endsInput: boolean
  readonly logDriver: string
  /** The main process' program and its words. */
  readonly command: readonly string[]
  readonly user: string
  readonly workingDir: string
}

type InspectAnswer = {
  readonly Id?: string
  readonly Name?: string
  readonly Path?: string
  readonly Args?: readonly string[] | null
  readonly RestartCount?: number
  readonly State?: {
    readonly Running?: boolean
    readonly Pid?: number
    readonly StartedAt?: string
    readonly FinishedAt?: string
    readonly ExitCode?: number
  }
  readonly Config?: {
    readonly Tty?: boolean
    readonly OpenStdin?: boolean
    readonly StdinOnce?: boolean
    readonly User?: string
    readonly WorkingDir?: string
  }
  readonly HostConfig?: { readonly LogConfig?: { readonly Type?: string } }
}

/**
 * Reads the present state of a container.
 *
 * Source: `ContainerInspect`. Errors: not-found, engine-unreachable, stream-lost, cancelled.
 */
export async function readContainerState(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<ContainerState> {
  const path = `/containers/${encodeURIComponent(id)}/json`
  const { body } = await client.stream({ method: 'GET', path, signal })
  const answer = recordOf(parseAnswer(await readText(body))) as InspectAnswer
  return {
    id: answer.Id ?? id,
    name: (answer.Name ?? '').replace(/^\//, ''),
    command: [answer.Path ?? '', ...(answer.Args ?? [])],
    ...runOf(answer),
    ...settingsOf(answer),
  }
}

function runOf({
  State,
  RestartCount,
}: InspectAnswer): Pick<
  ContainerState,
  'isRunning' | 'startedAt' | 'startedAtMs' | 'finishedAtMs' | 'exitCode' | 'restartCount'
> {
  // A container between two tries of its restart policy says it runs, without a process.
  const isRunning = State?.Running === true && State.Pid !== 0
  return {
    isRunning,
    restartCount: RestartCount ?? 0,
    exitCode: isRunning ? null : (State?.ExitCode ?? null),
    startedAt: State?.StartedAt ?? '',
    startedAtMs: timeOf(State?.StartedAt),
    finishedAtMs: timeOf(State?.FinishedAt),
  }
}

function settingsOf({
  Config,
  HostConfig,
}: InspectAnswer): Pick<
  ContainerState,
  'hasTty' | 'hasInput' | 'endsInput' | 'logDriver' | 'user' | 'workingDir'
> {
  const { Tty, OpenStdin, StdinOnce, User, WorkingDir } = Config ?? {}
  return {
    hasTty: Tty === true,
    hasInput: OpenStdin === true,
    endsInput: OpenStdin === true && Tty !== true && StdinOnce === true,
    logDriver: HostConfig?.LogConfig?.Type ?? '',
    user: User ?? '',
    workingDir: WorkingDir ?? '',
  }
}

/** Years before 1970 stand for "never". */
function timeOf(text: string | undefined): number {
  const ms = Date.parse(text ?? '')
  return ms > 0 ? ms : Date.now()
}
