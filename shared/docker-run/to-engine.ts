import type { ConversionProblem } from './conversion.ts'
import { Problems } from './conversion.ts'
import type { CreateBody, EndpointSettings } from './create-body.ts'
import type { RunSpec } from './run-spec.ts'
import { SpecReader } from './spec-reader.ts'
import { readConfig } from './to-engine-config.ts'
import { readHostConfig } from './to-engine-host.ts'
import { readNetworks } from './to-engine-networks.ts'

/** What a conversion may ask of the place where the command would be run. */
export type Surroundings = {
  /** The text of a file named by an option (`--env-file`, `--label-file`, a seccomp profile); null: unreadable. */
  readonly readFile?: (path: string) => string | null
  /** A variable of the shell, for `--env NAME`; null: not set. */
  readonly readEnv?: (name: string) => string | null
  /** What a command such as `id -u` prints, for `$(id -u)`; null where it is not known without running it. */
  readonly readCommand?: (line: string) => string | null
  /** Where paths that begin with a dot start. */
  readonly cwd?: string
  /** Of the engine; the newest when not said. */
  readonly apiVersion?: string
}

/** A network to connect to after the container was made. Source: NetworkConnect. */
export type ExtraNetwork = { readonly network: string; readonly endpoint: EndpointSettings }

/** What the options ask of the docker command and not of the engine. */
export type ClientSide = {
  readonly pull: 'missing' | 'always' | 'never'
  readonly isPullQuiet: boolean
  readonly isDetached: boolean
  readonly detachKeys: string | null
  readonly proxiesSignals: boolean
  /** The file that is to hold the container's id. */
  readonly cidFile: string | null
}

/** One container to be made. Source: ContainerCreate. */
export type CreateRequest = {
  readonly name: string | null
  /** `os/architecture/variant` */
  readonly platform: string | null
  readonly body: CreateBody
  /** Engines before API 1.44 take one network in the body; the others come after. */
  readonly extraNetworks: readonly ExtraNetwork[]
  readonly client: ClientSide
}

/** The request is null when the docker command would refuse the options. */
export type CreateResult = {
  readonly request: CreateRequest | null
  readonly problems: readonly ConversionProblem[]
}

/**
 * What the docker command sends to the engine for these options, field by field.
 * Source: `parse` and `createContainer` of docker's own command, version 28.
 */
export function toCreateRequest(spec: RunSpec, surroundings: Surroundings = {}): CreateResult {
  const problems = new Problems()
  const reader = new SpecReader(spec, problems, surroundings)
  refuseWhole(spec, problems)
  const networks = readNetworks(reader)
  const config = readConfig(reader)
  const host = readHostConfig(reader, networks.mode)
  if (spec.options['disable-content-trust'] === false) {
    problems.add('no-content-trust', 'disable-content-trust')
  }
  const request: CreateRequest = {
    name: reader.text('name') || null,
    platform: reader.text('platform') || null,
    body: {
      ...config,
      ...networks.mac,
      HostConfig: host,
      NetworkingConfig: { EndpointsConfig: networks.endpoints },
    },
    extraNetworks: networks.extra,
    client: readClient(reader),
  }
  return { request: problems.isRefused ? null : request, problems: problems.list }
}

function refuseWhole(spec: RunSpec, problems: Problems): void {
  if (spec.image === '') problems.add('no-image')
  for (const { text } of spec.unknown) problems.add('unknown-option', null, text)
}

function readClient(reader: SpecReader): ClientSide {
  return {
    pull: readPull(reader),
    isPullQuiet: reader.isOn('quiet'),
    isDetached: reader.isOn('detach'),
    detachKeys: reader.text('detach-keys'),
    proxiesSignals: reader.spec.options['sig-proxy'] ?? true,
    cidFile: reader.text('cidfile'),
  }
}

const pullPolicies = ['missing', 'always', 'never'] as const

function readPull(reader: SpecReader): ClientSide['pull'] {
  const text = reader.text('pull') ?? ''
  const policy = pullPolicies.find((each) => each === text)
  if (policy === undefined && text !== '') reader.report('invalid', 'pull', text)
  return policy ?? 'missing'
}
