import * as z from 'zod/mini'
import { keepDays } from './bin.ts'
import { containerTarget } from './container.ts'
import { call, type } from './contract-row.ts'
import type { ConversionProblem } from './docker-run/conversion.ts'
import type { PlacedValue } from './docker-run/place-run.ts'
import type { RunSpec } from './docker-run/run-spec.ts'
import { runSpecSchema } from './docker-run/run-spec.ts'
import type { TaskStart } from './task.ts'

/** When an image is fetched before a container is made from it. The docker command's own words. */
export const pullPolicies = ['missing', 'always', 'never'] as const
export type PullPolicy = (typeof pullPolicies)[number]

const runParams = z.strictObject({ spec: runSpecSchema, start: z.boolean(), pull: z.enum(pullPolicies) })
const placeParams = z.strictObject({ spec: runSpecSchema })
const planParams = z.strictObject({ id: containerTarget.shape.id, spec: runSpecSchema })
const editParams = z.strictObject({
  id: containerTarget.shape.id,
  spec: runSpecSchema,
  pull: z.enum(pullPolicies),
  /** How long the old container stays in the bin. */
  keepDays,
})
const recreateParams = z.strictObject({
  id: containerTarget.shape.id,
  pull: z.enum(pullPolicies),
  keepDays,
})
export type RunParams = z.infer<typeof runParams>
export type EditPlanParams = z.infer<typeof planParams>
export type EditParams = z.infer<typeof editParams>
export type RecreateParams = z.infer<typeof recreateParams>

/** A container as the options of `docker run` that would make it again. */
export type ContainerSpec = {
  readonly spec: RunSpec
  /** What no option can say. */
  readonly problems: readonly ConversionProblem[]
}

/** What settings lean on where they are run: the computer that Bayplan runs on, which the engine may not. */
export type RunPlace = {
  /** Where relative paths begin. */
  readonly folder: string
  readonly values: readonly PlacedValue[]
}

/** Why a container cannot be replaced by another. */
export const editRefusals = [
  /** Started with `--rm`: stopping it removes it, so there would be no way back. */
  'auto-remove',
  /** A task of a swarm service: the service would start another one at once. */
  'swarm-task',
  /** Other containers use its network or processes (`--network container:…`); they would lose it. */
  'depended-on',
  /** It is in the bin, or in the middle of another edit. */
  'in-bin',
] as const
export type EditRefusal = (typeof editRefusals)[number]

/** What an edit would do, before it is done. */
export type EditPlan = {
  /** `live`: changed in place, it goes on running. `recreate`: replaced by a new one. */
  readonly way: 'nothing' | 'live' | 'recreate' | 'refused'
  readonly refusal: EditRefusal | null
  /** Names of the containers that depend on it, for `depended-on`. */
  readonly dependants: readonly string[]
  /** Long names of the options whose values differ; `image`, `command` and `name` among them. */
  readonly changed: readonly string[]
  /** Anonymous volumes that the new container takes over. */
  readonly carriedVolumes: readonly string[]
  /** The image's name stands for another image than the one the container was made from. */
  readonly isOtherImage: boolean
  /** False: the old one goes at the end, as Compose would take it for one of its own. */
  readonly keepsOld: boolean
}

export const runCalls = {
  /** Makes a container, and starts it. A task (`container.run`); its result has `containerIds`. */
  'container.run': call(
    runParams,
    type<TaskStart>(),
    'ImageCreate, ContainerCreate, NetworkConnect, ContainerStart',
  ),
  /** What a shell and the docker command would put into the settings before they reach the engine. */
  'container.place': call(placeParams, type<RunPlace>(), ''),
  'container.spec': call(containerTarget, type<ContainerSpec>(), 'ContainerInspect, ImageInspect'),
  'container.editPlan': call(planParams, type<EditPlan>(), 'ContainerInspect, ImageInspect, ContainerList'),
  /** Changes a container, live or by replacing it. A task (`container.edit`). */
  'container.edit': call(
    editParams,
    type<TaskStart>(),
    'ContainerUpdate, ContainerRename, ContainerCreate, NetworkConnect, ContainerStop, ContainerStart',
  ),
  /** Replaces a container by one with the same settings. A task (`container.recreate`). */
  'container.recreate': call(
    recreateParams,
    type<TaskStart>(),
    'ImageCreate, ContainerRename, ContainerCreate, NetworkConnect, ContainerStop, ContainerStart',
  ),
} as const
