import type { ProgramResult } from './run-program.ts'

type Peer = { readonly host: string; readonly port: number }

export type ConnectAttempt = {
  readonly program: string
  readonly isConnected: boolean
  /** Nothing answered until the time was up. */
  readonly isLate: boolean
}

/** A container on the same machine answers within a millisecond; a packet filter that drops never does. */
const timeoutSeconds = 3
const waitSeconds = String(timeoutSeconds)
/** A program that gave up by its own clock may be a little early on ours. */
const slackMs = 250

type Program = {
  readonly name: string
  /** Ways to ask it, one after the other until one connects. Peers are words of their own, never part of a script. */
  readonly argvs: (peer: Peer) => readonly (readonly string[])[]
  /** Null when its answer can mean either. */
  readonly hasConnected: (result: ProgramResult) => boolean | null
}

const curl =
  `curl --silent --output /dev/null --noproxy * --write-out %{time_connect} --connect-timeout ${waitSeconds} --max-time ${waitSeconds}`.split(
    ' ',
  )

const byExitCode = ({ exitCode }: ProgramResult): boolean => exitCode === 0

/** Redirection opens the connection; the shell ends it after the time by itself. */
const bashScript =
  '{ exec 3<>"/dev/tcp/$0/$1"; } 2>/dev/null & pid=$!; { sleep "$2" && kill "$pid"; } >/dev/null 2>&1 & wait "$pid"'
const pythonScript =
  'import socket,sys; socket.create_connection((sys.argv[1], int(sys.argv[2])), float(sys.argv[3])).close()'
const nodeScript =
  "const [,host,port,seconds]=process.argv;const s=require('net').connect(+port,host);s.setTimeout(seconds*1000,()=>process.exit(2));s.on('connect',()=>process.exit(0));s.on('error',()=>process.exit(1))"

/** GNU wget: 6, 7 and 8 are answers of a server. BusyBox ends with 1 for everything that is no page. */
const wgetConnected: ReadonlySet<number> = new Set([0, 6, 7, 8])

/** In the order of how exactly they tell. */
const programs: readonly Program[] = [
  {
    name: 'nc',
    // Small BusyBox builds have no `-z`; they run a program once connected, which others do not.
    argvs: ({ host, port }) => [
      ['nc', '-z', '-w', waitSeconds, host, String(port)],
      ['nc', '-w', waitSeconds, host, String(port), '-e', 'true'],
    ],
    hasConnected: byExitCode,
  },
  {
    name: 'bash',
    argvs: ({ host, port }) => [['bash', '-c', bashScript, host, String(port), waitSeconds]],
    hasConnected: byExitCode,
  },
  {
    name: 'curl',
    argvs: (peer) => [[...curl, urlOf(peer)]],
    hasConnected: ({ output }) => Number.parseFloat(output) > 0,
  },
  {
    name: 'python3',
    argvs: ({ host, port }) => [['python3', '-c', pythonScript, host, String(port), waitSeconds]],
    hasConnected: byExitCode,
  },
  {
    name: 'node',
    argvs: ({ host, port }) => [['node', '-e', nodeScript, host, String(port), waitSeconds]],
    hasConnected: byExitCode,
  },
  {
    name: 'wget',
    argvs: (peer) => [['wget', '-q', '-T', waitSeconds, '-O', '/dev/null', urlOf(peer)]],
    hasConnected: ({ exitCode }) => (wgetConnected.has(exitCode) ? true : exitCode === 4 ? false : null),
  },
]

function urlOf({ host, port }: Peer): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}

/** Runs a program where the connection is to come from; null when it is not there. */
type Run = (argv: readonly string[]) => Promise<ProgramResult | null>

/**
 * Opens a TCP connection from inside a container with the first program it has that can.
 * Null when it has none.
 */
export async function connectFrom(run: Run, peer: Peer): Promise<ConnectAttempt | null> {
  for (const program of programs) {
    const attempt = await tryProgram(program, run, peer)
    if (attempt !== null) return attempt
  }
  return null
}

/** Null when it is not there, or cannot tell. */
async function tryProgram(
  { name, argvs, hasConnected }: Program,
  run: Run,
  peer: Peer,
): Promise<ConnectAttempt | null> {
  let longestMs = 0
  let hasTold = false
  for (const argv of argvs(peer)) {
    const startedAt = performance.now()
    const result = await run(argv)
    const isConnected = result === null ? null : hasConnected(result)
    if (isConnected) return { program: name, isConnected, isLate: false }
    hasTold ||= isConnected === false
    longestMs = Math.max(longestMs, performance.now() - startedAt)
  }
  return hasTold
    ? { program: name, isConnected: false, isLate: longestMs > timeoutSeconds * 1000 - slackMs }
    : null
}
