import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Endpoint } from '../shared/engine.ts'
import { parseRecord, recordOf, textOf } from './normalize/record.ts'
import type { EngineTarget, TlsSettings } from './target.ts'
import { defaultPipePath, defaultSocketPath } from './target.ts'

/** What was asked for on the command line. */
export type EndpointFlags = { readonly host: string | null; readonly context: string | null }

/** A docker context as it stands in the store. */
export type DockerContext = { readonly name: string; readonly host: string; readonly tls: TlsSettings | null }

/** All that the choice depends on, gathered before it is made. */
export type EndpointFacts = {
  readonly flags: EndpointFlags
  readonly dockerHost: string | null
  readonly dockerContext: string | null
  /** Material for DOCKER_HOST and `--host`, null when the environment does not ask for TLS. */
  readonly environmentTls: TlsSettings | null
  /** `currentContext` of config.json. */
  readonly currentContext: string | null
  readonly contexts: readonly DockerContext[]
  /** The usual places on this system, in order of preference. */
  readonly usualSockets: readonly UsualSocket[]
}

export type UsualSocket = { readonly name: string; readonly host: string; readonly exists: boolean }

export type EndpointChoice =
  | { readonly kind: 'target'; readonly target: EngineTarget }
  /** The context that was asked for does not exist; `endpoint.host` is empty. */
  | { readonly kind: 'context-missing'; readonly endpoint: Endpoint }

/**
 * Chooses the engine to begin with, with the precedence of the docker command: flags, DOCKER_HOST,
 * DOCKER_CONTEXT, the current context; then, unlike it, the first usual socket that exists.
 */
export function chooseEndpoint(facts: EndpointFacts): EndpointChoice {
  if (facts.flags.host) return targetAt(facts.flags.host, 'flag', facts.flags.host, facts.environmentTls)
  if (facts.flags.context) return contextNamed(facts, facts.flags.context, 'flag')
  if (facts.dockerHost) return defaultTarget(facts)
  if (facts.dockerContext) return contextNamed(facts, facts.dockerContext, 'environment')
  if (facts.currentContext) return contextNamed(facts, facts.currentContext, 'context')
  return usualTarget(facts)
}

/**
 * Everything a person may choose: what was asked for, every context, every usual socket that exists. One
 * entry per host; the first, most specific one gives the name.
 */
export function listTargets(facts: EndpointFacts): readonly EngineTarget[] {
  const chosen = chooseEndpoint(facts)
  const targets = [
    ...(chosen.kind === 'target' ? [chosen.target] : []),
    ...(facts.dockerHost
      ? [target(facts.dockerHost, 'environment', 'DOCKER_HOST', facts.environmentTls)]
      : []),
    ...facts.contexts.map((context) => target(context.host, 'context', context.name, context.tls)),
    ...facts.usualSockets
      .filter((socket) => socket.exists)
      .map((socket) => target(socket.host, 'socket', socket.name, null)),
  ]
  const byHost = new Map<string, EngineTarget>()
  for (const candidate of targets) {
    if (!byHost.has(candidate.endpoint.host)) byHost.set(candidate.endpoint.host, candidate)
  }
  return [...byHost.values()]
}

function contextNamed(facts: EndpointFacts, name: string, source: Endpoint['source']): EndpointChoice {
  // `default` is no stored context: it means whatever the environment or the usual socket says.
  if (name === 'default') return defaultTarget(facts)
  const context = facts.contexts.find((candidate) => candidate.name === name)
  if (!context) return { kind: 'context-missing', endpoint: { host: '', source, name } }
  return targetAt(context.host, source === 'flag' ? 'flag' : 'context', name, context.tls)
}

function defaultTarget(facts: EndpointFacts): EndpointChoice {
  if (facts.dockerHost) return targetAt(facts.dockerHost, 'environment', 'DOCKER_HOST', facts.environmentTls)
  return usualTarget(facts)
}

function usualTarget(facts: EndpointFacts): EndpointChoice {
  const [first] = facts.usualSockets
  const found = facts.usualSockets.find((socket) => socket.exists) ?? first
  return targetAt(found?.host ?? `unix://${defaultSocketPath}`, 'socket', found?.name ?? 'Docker', null)
}

function targetAt(
  host: string,
  source: Endpoint['source'],
  name: string,
  tls: TlsSettings | null,
): EndpointChoice {
  return { kind: 'target', target: target(host, source, name, tls) }
}

function target(
  host: string,
  source: Endpoint['source'],
  name: string,
  tls: TlsSettings | null,
): EngineTarget {
  // Material means nothing on a local socket, whatever the environment says.
  return { endpoint: { host, source, name }, tls: /^(unix|npipe):/.test(host) ? null : tls }
}

type PlaceInput = {
  readonly platform: string
  readonly home: string
  readonly runtimeDir: string | null
}

/** Where engines usually listen on a system, in order of preference. */
export function usualPlaces({
  platform,
  home,
  runtimeDir,
}: PlaceInput): readonly { name: string; host: string }[] {
  if (platform === 'win32') {
    return [
      { name: 'Docker', host: `npipe://${defaultPipePath}` },
      { name: 'Docker Desktop', host: 'npipe:////./pipe/dockerDesktopLinuxEngine' },
      { name: 'Podman', host: 'npipe:////./pipe/podman-machine-default' },
    ]
  }
  const inHome = (name: string, ...parts: string[]) => [
    { name, host: `unix://${path.posix.join(home, ...parts)}` },
  ]
  const inRuntime = (name: string, ...parts: string[]) =>
    runtimeDir ? [{ name, host: `unix://${path.posix.join(runtimeDir, ...parts)}` }] : []
  return [
    { name: 'Docker', host: `unix://${defaultSocketPath}` },
    ...inRuntime('Docker (rootless)', 'docker.sock'),
    ...inHome('Docker Desktop', '.docker/run/docker.sock'),
    ...inHome('Docker Desktop', '.docker/desktop/docker.sock'),
    ...inHome('Colima', '.colima/default/docker.sock'),
    ...inHome('Colima', '.config/colima/default/docker.sock'),
    ...inHome('OrbStack', '.orbstack/run/docker.sock'),
    ...inHome('Rancher Desktop', '.rd/docker.sock'),
    ...inRuntime('Podman (rootless)', 'podman/podman.sock'),
    ...inHome('Podman', '.local/share/containers/podman/machine/podman.sock'),
    { name: 'Podman', host: 'unix:///run/podman/podman.sock' },
  ]
}

/** The folder of a context in the store: its name hashed. */
export function contextFolder(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

/** A context's `meta.json`. Null when it names no docker endpoint. */
export function parseContextMeta(
  text: string,
): { name: string; host: string; skipTlsVerify: boolean } | null {
  const meta = parseRecord(text)
  const docker = recordOf(recordOf(meta?.['Endpoints'])['docker'])
  const name = textOf(meta?.['Name'])
  const host = textOf(docker['Host'])
  return name && host ? { name, host, skipTlsVerify: docker['SkipTLSVerify'] === true } : null
}
