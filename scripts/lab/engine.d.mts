import type { EnginePaths } from './engines.d.mts'

export interface StartOptions {
  /** Default '28'. */
  version?: '20.10' | '26' | '28'
  /** Load the lab's images (bayplan/busybox:1 = bb:latest, bayplan/health:1, bayplan/quickstop:1, bayplan/web:1, bayplan/noshell:1). Default true. */
  seed?: boolean
  /** More dockerd flags, such as '--live-restore'. */
  flags?: string[]
  /** Make published TCP ports reachable on this machine's 127.0.0.1. Default false. */
  portForward?: boolean
  /** Use this dockerd instead of a cached one. */
  paths?: EnginePaths
}

export interface Finished {
  code: number
  stdout: string
  stderr: string
}

export interface LabEngine extends AsyncDisposable {
  /** 'unix:///tmp/bayplan-XXXXXX/docker.sock' */
  readonly host: string
  readonly socketPath: string
  readonly version: string
  /** The docker command, version 28, with the compose plugin. */
  readonly dockerPath: string
  /** A statically linked busybox on this machine. */
  readonly busyboxPath: string
  /** Environment that points any docker command at this engine. */
  readonly dockerEnv: Record<string, string>
  /** The engine's folder on this machine: log, data root, socket. */
  readonly folder: string
  /** The last lines of dockerd's log. */
  logTail(): string
  /** SIGKILL to dockerd alone: containers keep running, the socket file stays. */
  kill(): Promise<void>
  /** SIGTERM to dockerd: it stops its containers and leaves. Resolves when it is gone. */
  terminate(): Promise<void>
  /** SIGSTOP to dockerd: it stays connected and answers nothing. */
  freeze(): Promise<void>
  /** SIGCONT. */
  thaw(): Promise<void>
  /** Starts dockerd again on the same data and socket; a running one is terminated first. */
  restart(): Promise<void>
  /** Ends everything and removes every trace. */
  stop(): Promise<void>
  /** Runs the docker command against this engine. */
  docker(...args: string[]): Promise<Finished>
  /** The words that run a program in the engine's network, with this machine's files and processes. */
  inNetwork(argv: string[]): string[]
  /** Runs a program in the engine's mount, network and process namespaces. */
  nsenter(argv: string[]): Promise<Finished>
}

export function startEngine(options?: StartOptions): Promise<LabEngine>
