import { randomBytes } from 'node:crypto'
import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { EngineClient } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { numberOf, recordOf, textOf } from '../normalize/record.ts'
import { helperImage, loadHelperImage } from './helper-image.ts'
import { helperLabel } from './helper-label.ts'

/** Every helper's name begins with it. */
export const helperNamePrefix = 'bayplan-helper-'
/** Longer than any engine takes that still answers. */
const createDeadlineMs = 60_000
/** Where the program finds the mounts; it can name nothing outside. */
export const helperRoot = '/v'

/** A volume, or a folder of the engine's host. */
export type HelperMount = ({ readonly volume: string } | { readonly bind: string }) & {
  /** Below the root of the helper; empty when the mount is the root itself. */
  readonly folder: string
  readonly isReadOnly: boolean
}

/** A running container: what its own processes see, with everything mounted there. Whole id. */
export type ContainerRoot = { readonly container: string; readonly isReadOnly: boolean }

/** What a helper can look into. */
export type HelperScope = readonly HelperMount[] | ContainerRoot

/**
 * Creates a helper container, without starting it, and the image if the engine has not got it.
 *
 * It has no network, a root file system it cannot write, and of the rights of root only those over files. It
 * is removed by the engine when it ends, and it ends when its input does. What it prints is not logged.
 * For a container it shares the container's processes instead of mounts: process 1 leads to its root. Nothing is put
 * into the container for it, and no shell of it is needed.
 *
 * Source: `VolumeInspect`, `ContainerInspect`, `ContainerCreate`. Errors: not-found (volume, container), conflict (the
 * container does not run), unsupported, engine-failed (driver).
 */
export async function createHelperContainer(
  client: EngineClient,
  scope: HelperScope,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly name: string }> {
  const body = await definition(client, scope, signal)
  const name = `${helperNamePrefix}${randomBytes(6).toString('hex')}`
  // Not to be broken off: one whose id nobody was told could not be removed.
  const whole = AbortSignal.timeout(createDeadlineMs)
  const create = (): Promise<unknown> =>
    requestJson(client, {
      method: 'POST',
      path: '/containers/create',
      query: { name },
      body,
      signal: whole,
    })
  try {
    return { id: idIn(await create()), name }
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'not-found') throw error
  }
  await loadHelperImage(client, signal)
  return { id: idIn(await create()), name }
}

/** A container that names a volume which is not there would create it. */
async function requireVolume(client: EngineClient, volume: string, signal: AbortSignal): Promise<void> {
  try {
    await requestJson(client, { method: 'GET', path: `/volumes/${encodeURIComponent(volume)}`, signal })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    throw error.with({
      operation: 'VolumeInspect',
      subject: { kind: 'volume', id: volume, name: volume },
    })
  }
}

async function definition(client: EngineClient, scope: HelperScope, signal: AbortSignal): Promise<unknown> {
  if ('container' in scope) return common(await processesOf(client, scope, signal))
  for (const mount of scope) if ('volume' in mount) await requireVolume(client, mount.volume, signal)
  return common({ HostConfig: { Mounts: scope.map(mountOf) } })
}

type Part = { readonly Cmd?: readonly string[]; readonly HostConfig: Readonly<Record<string, unknown>> }

const fileRights = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'MKNOD', 'SETFCAP', 'SYS_CHROOT']

function common({ HostConfig, ...rest }: Part): unknown {
  return {
    Image: helperImage,
    User: '0:0',
    OpenStdin: true,
    // The end of the connection is the end of the input, and so of the helper, whatever became of Bayplan.
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    StopSignal: 'SIGKILL',
    Labels: { [helperLabel]: '1' },
    ...rest,
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      LogConfig: { Type: 'none' },
      CapDrop: ['ALL'],
      CapAdd: fileRights,
      SecurityOpt: ['no-new-privileges'],
      ...HostConfig,
    },
  }
}

function mountOf(mount: HelperMount): unknown {
  const { folder, isReadOnly } = mount
  const place = { Target: folder === '' ? helperRoot : `${helperRoot}/${folder}`, ReadOnly: isReadOnly }
  if ('bind' in mount) return { Type: 'bind', Source: mount.bind, ...place }
  // An empty volume would take over owner and files of the folder it covers.
  return { Type: 'volume', Source: mount.volume, ...place, VolumeOptions: { NoCopy: true } }
}

/**
 * The container's own processes where they are a world of their own: the helper then ends with them. Where they are
 * shared with the host or another container, those of the host, among which the program makes sure of the right one.
 */
async function processesOf(client: EngineClient, root: ContainerRoot, signal: AbortSignal): Promise<Part> {
  const about = await inspect(client, root.container, signal)
  const host = recordOf(about['HostConfig'])
  const state = recordOf(about['State'])
  const subject = {
    kind: 'container',
    id: root.container,
    name: textOf(about['Name']).replace(/^\//, ''),
  } as const
  if (state['Running'] !== true || state['Restarting'] === true) {
    throw new EngineError('conflict', 'the container does not run', { subject })
  }
  if (textOf(about['Platform']) === 'windows') {
    throw new EngineError('unsupported', 'no helper program for Windows containers', { subject })
  }
  const isShared = textOf(host['PidMode']) !== '' && textOf(host['PidMode']) !== 'private'
  const process = isShared ? String(numberOf(state['Pid']) ?? 0) : '1'
  return {
    Cmd: [process, root.container, root.isReadOnly ? 'ro' : 'rw'],
    HostConfig: {
      PidMode: isShared ? 'host' : `container:${root.container}`,
      UsernsMode: textOf(host['UsernsMode']),
      // To see the root of a process of somebody else. The program gives it up as soon as it is there.
      CapAdd: [...fileRights, 'SYS_PTRACE'],
      // Profiles keep containers from each other, which is what this is about.
      SecurityOpt: ['no-new-privileges', 'apparmor=unconfined', 'label=disable'],
    },
  }
}

async function inspect(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return recordOf(await requestJson(client, { method: 'GET', path: `/containers/${id}/json`, signal }))
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    throw error.with({ operation: 'ContainerInspect', subject: { kind: 'container', id, name: id } })
  }
}

function idIn(answer: unknown): string {
  return textOf(recordOf(answer)['Id'])
}

/**
 * Removes a helper and answers when it is gone, so that nothing says any more that the volume is in use.
 *
 * Source: `ContainerDelete`, `ContainerWait`. Errors: engine-unreachable and other losses.
 */
export async function removeHelperContainer(
  client: EngineClient,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await requestJson(client, { method: 'DELETE', path: `/containers/${id}`, query: { force: true }, signal })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    if (error.code === 'not-found') return
    if (error.code !== 'conflict') throw error
    await waitUntilRemoved(client, id, signal)
  }
}

/** The engine is removing it already. */
async function waitUntilRemoved(client: EngineClient, id: string, signal: AbortSignal): Promise<void> {
  const query = { condition: 'removed' }
  try {
    await requestJson(client, { method: 'POST', path: `/containers/${id}/wait`, query, signal })
  } catch (error) {
    if (!(error instanceof EngineError) || isCancelled(error) || error.code !== 'not-found') throw error
  }
}
