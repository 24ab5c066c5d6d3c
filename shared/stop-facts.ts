import type { StopFacts } from './why-stopped.ts'

type Json = Readonly<Record<string, unknown>>

/** What the page knows besides the engine's record. */
export type StopContext = {
  readonly wasStoppedHere: boolean
  /** What the engine said when it refused the last start; it keeps some of this by itself, not all. */
  readonly refusal: string
  /** The end of the log, oldest first. */
  readonly lastLines: readonly string[]
}

/** Reads the facts that `whyStopped` judges out of the answer of `ContainerInspect`. */
export function stopFactsOf(inspected: unknown, context: StopContext): StopFacts {
  const record = recordOf(inspected)
  const state = recordOf(record['State'])
  const config = recordOf(record['Config'])
  const health = recordOf(state['Health'])
  const probes = Array.isArray(health['Log']) ? (health['Log'] as readonly unknown[]).map(recordOf) : []
  const failed = probes.findLast((probe) => probe['ExitCode'] !== 0)
  const args = Array.isArray(record['Args']) ? (record['Args'] as readonly unknown[]).map(textOf) : []
  return {
    state: textOf(state['Status']),
    exitCode: typeof state['ExitCode'] === 'number' ? state['ExitCode'] : null,
    wasOomKilled: state['OOMKilled'] === true,
    error: textOf(state['Error']) || context.refusal,
    wasStoppedHere: context.wasStoppedHere,
    restartCount: typeof record['RestartCount'] === 'number' ? record['RestartCount'] : 0,
    command: [textOf(record['Path']), ...args],
    hasTty: config['Tty'] === true,
    hasInput: config['OpenStdin'] === true,
    healthStatus: textOf(health['Status']),
    probeOutput: textOf(failed?.['Output']),
    lastLines: context.lastLines,
  }
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
