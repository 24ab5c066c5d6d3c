import type { ConversionProblem } from './conversion.ts'
import type { CreateBody, EndpointSettings } from './create-body.ts'
import type { RunSpec } from './run-spec.ts'

/** What a conversion may ask of the place where the command would be run. */
export type Surroundings = {
  /** The text of a file named by an option (`--env-file`, `--label-file`, a seccomp profile); null: unreadable. */
  readonly readFile?: (path: string) => string | null
  /** A variable of the shell, for `--env NAME`; null: not set. */
  readonly readEnv?: (name: string) => string | null
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

/** What the docker command sends to the engine for these options, field by field. */
export declare function toCreateRequest(spec: RunSpec, surroundings?: Surroundings): CreateResult
