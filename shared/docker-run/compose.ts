import type { ConversionProblem } from './conversion.ts'
import type { RunSpec } from './run-spec.ts'

export type ComposeText = { readonly yaml: string; readonly problems: readonly ConversionProblem[] }

export type ComposeSpecs = {
  /** One per service, in the file's order. */
  readonly specs: readonly { readonly service: string; readonly spec: RunSpec }[]
  readonly problems: readonly ConversionProblem[]
}

/** A Compose file with one service that makes the same container. What Compose has no key for is a problem. */
export declare function toComposeService(spec: RunSpec, service: string): ComposeText

/** The containers that a Compose file describes. Keys that `docker run` has no option for are problems. */
export declare function fromComposeService(yaml: string): ComposeSpecs
