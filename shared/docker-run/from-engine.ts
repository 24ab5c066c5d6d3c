import type { ConversionProblem } from './conversion.ts'
import type { ContainerJson, ImageJson } from './inspect-json.ts'
import type { RunSpec } from './run-spec.ts'

export type InspectedSpec = { readonly spec: RunSpec; readonly problems: readonly ConversionProblem[] }

/**
 * The shortest command that makes such a container: what it inherits from its image and what the engine does by
 * default are left out. Without the image, nothing is known to be inherited. What no option says is a problem.
 */
export declare function fromInspect(container: ContainerJson, image: ImageJson | null): InspectedSpec
