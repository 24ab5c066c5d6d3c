import { parseBinName } from '../../shared/bin-name.ts'
import type { EngineDefaults } from '../../shared/docker-run/from-engine.ts'
import { fromInspect } from '../../shared/docker-run/from-engine.ts'
import type { ContainerJson, ImageJson } from '../../shared/docker-run/inspect-json.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import type { EditPlan, EditRefusal } from '../../shared/run-contract.ts'
import type { Json } from '../normalize/record.ts'
import { recordOf, textOf, textRecordOf } from '../normalize/record.ts'
import { carryVolumes, changedPlan, planOfRequest } from './changed-plan.ts'
import type { ContainerCalls } from './container-calls.ts'
import type { LiveChange } from './live-update.ts'
import { liveChange } from './live-update.ts'
import type { Former } from './restore.ts'
import { formerOf } from './restore.ts'
import type { WorkingPlace } from './run-place.ts'
import type { Place } from './run-request.ts'
import { requestOf } from './run-request.ts'
import type { ContainerPlan } from './same-body.ts'
import { anonymousVolumes, isSame, planOfInspect } from './same-body.ts'

/** A container as it is, and what it was made from. */
export type Subject = {
  readonly container: Json
  /** Null when the engine has it no more. */
  readonly image: Json | null
  /** What its engine does when nothing is said. */
  readonly defaults: EngineDefaults
  readonly former: Former
  readonly now: ContainerPlan
}

export async function subjectOf(calls: ContainerCalls, id: string): Promise<Subject> {
  const [container, defaults] = await Promise.all([calls.inspect(id), calls.defaults()])
  const image = await calls.findImage(textOf(container['Image']))
  return { container, image, defaults, former: formerOf(container), now: planOfInspect(container, image) }
}

/** The command that makes the container again, with the name it has. */
export function specOf({ container, image, defaults }: Pick<Subject, 'container' | 'image' | 'defaults'>) {
  return fromInspect(container as ContainerJson, image as ImageJson | null, defaults)
}

/** What an edit comes to. */
export type Edit = {
  readonly name: string
  readonly platform: string | null
  /** Of the new container. */
  readonly plan: ContainerPlan
  readonly carried: readonly string[]
  /** Null when only a new container can be so. */
  readonly live: LiveChange | null
  readonly changed: readonly string[]
}

/** Throws `bad-request` with the option that cannot be used as it is. */
export function editOf(subject: Subject, spec: RunSpec, place: Place): Edit {
  const { spec: known } = specOf(subject)
  const [before, after] = [requestOf(known, place), requestOf(spec, place)]
  const asked = changedPlan(subject.now, planOfRequest(before), planOfRequest(after))
  const { plan, carried } = carryVolumes(asked, anonymousVolumes(subject.container), planOfRequest(before))
  return {
    name: after.name ?? subject.former.name,
    platform: after.platform,
    plan,
    carried,
    live: liveChange(subject.now, asked),
    changed: changedOptions(known, spec),
  }
}

/** The same container again, from whatever its image's name stands for now. */
export function sameAgain(subject: Subject): Pick<Edit, 'plan' | 'carried'> {
  return carryVolumes(subject.now, anonymousVolumes(subject.container), subject.now)
}

function changedOptions(before: RunSpec, after: RunSpec): string[] {
  const [a, b] = [recordOf(before.options), recordOf(after.options)]
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => !isSame(a[name], b[name]),
  )
  if (before.image !== after.image) names.push('image')
  if (!isSame(before.command, after.command)) names.push('command')
  return names
}

export type Refusal = { readonly reason: EditRefusal; readonly dependants: readonly string[] }

/** Why the container cannot be replaced by another; null when it can. */
export async function refusalOf(
  calls: ContainerCalls,
  { container, former }: Subject,
): Promise<Refusal | null> {
  const host = recordOf(container['HostConfig'])
  const labels = textRecordOf(recordOf(container['Config'])['Labels'])
  const refuse = (reason: EditRefusal): Refusal => ({ reason, dependants: [] })
  if (parseBinName(former.name) !== null) return refuse('in-bin')
  if (host['AutoRemove'] === true && former.state.run !== 'stopped') return refuse('auto-remove')
  if (labels['com.docker.swarm.task.id'] !== undefined) return refuse('swarm-task')
  const dependants = await dependantsOf(calls, former)
  return dependants.length === 0 ? null : { reason: 'depended-on', dependants }
}

/** Containers that use its network. Engines keep the id, whatever it was called by. */
async function dependantsOf(calls: ContainerCalls, { id, name }: Former): Promise<string[]> {
  const modes = new Set([`container:${id}`, `container:${id.slice(0, 12)}`, `container:${name}`])
  return (await calls.list())
    .filter((row) => modes.has(textOf(recordOf(row['HostConfig'])['NetworkMode'])))
    .map((row) => textOf(Array.isArray(row['Names']) ? row['Names'][0] : '').replace(/^\//, ''))
}

/** Compose takes every container with its labels for one of its own, whatever its name is. */
export function isOfCompose(container: Json): boolean {
  const labels = textRecordOf(recordOf(container['Config'])['Labels'])
  return (
    Object.hasOwn(labels, 'com.docker.compose.project') || Object.hasOwn(labels, 'io.podman.compose.project')
  )
}

/** What a page shows of an edit before it is done. */
export async function describeEdit(
  calls: ContainerCalls,
  { subject, spec, here }: { subject: Subject; spec: RunSpec; here: WorkingPlace },
): Promise<EditPlan> {
  const edit = editOf(subject, spec, { apiVersion: calls.apiVersion, here })
  const isNothing = isEmptyEdit(edit, subject)
  const isLive = edit.live !== null
  const refusal = isLive ? null : await refusalOf(calls, subject)
  const image = await calls.findImage(textOf(edit.plan.config['Image']))
  const isNamedSame = textOf(subject.now.config['Image']) === textOf(edit.plan.config['Image'])
  return {
    way: isNothing ? 'nothing' : isLive ? 'live' : refusal === null ? 'recreate' : 'refused',
    refusal: refusal?.reason ?? null,
    dependants: refusal?.dependants ?? [],
    changed: edit.changed,
    carriedVolumes: isLive ? [] : edit.carried,
    isOtherImage: isNamedSame && image !== null && textOf(image['Id']) !== textOf(subject.container['Image']),
    keepsOld: !isOfCompose(subject.container),
  }
}

export function isEmptyEdit({ live, name }: Edit, { former }: Subject): boolean {
  return (
    live !== null &&
    live.update === null &&
    live.connect.length + live.disconnect.length === 0 &&
    name === former.name
  )
}
