import { randomBytes } from 'node:crypto'
import { EngineError, isCancelled } from '../../shared/errors.ts'
import type { EngineClient } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { recordOf, textOf } from '../normalize/record.ts'
import { helperImage, loadHelperImage } from './helper-image.ts'
import { helperLabel } from './helper-label.ts'

/** Every helper's name begins with it. */
export const helperNamePrefix = 'bayplan-helper-'
/** Where the program finds the mounts; it can name nothing outside. */
export const helperRoot = '/v'

export type HelperMount = {
  readonly volume: string
  /** Below the root of the helper; empty when the volume is the root itself. */
  readonly folder: string
  readonly isReadOnly: boolean
}

/**
 * Creates a helper container, without starting it, and the image if the engine has not got it.
 *
 * It has no network, a root file system it cannot write, and of the rights of root only those over files. It
 * is removed by the engine when it ends, and it ends when its input does. What it prints is not logged.
 *
 * Source: `VolumeInspect`, `ContainerCreate`. Errors: not-found (volume), unsupported, engine-failed (driver).
 */
export async function createHelperContainer(
  client: EngineClient,
  mounts: readonly HelperMount[],
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly name: string }> {
  for (const { volume } of mounts) await requireVolume(client, volume, signal)
  const name = `${helperNamePrefix}${randomBytes(6).toString('hex')}`
  const create = (): Promise<unknown> =>
    requestJson(client, {
      method: 'POST',
      path: '/containers/create',
      query: { name },
      body: definition(mounts),
      signal,
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

function definition(mounts: readonly HelperMount[]): unknown {
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
    HostConfig: {
      AutoRemove: true,
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      LogConfig: { Type: 'none' },
      CapDrop: ['ALL'],
      CapAdd: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'MKNOD', 'SETFCAP', 'SYS_CHROOT'],
      SecurityOpt: ['no-new-privileges'],
      Mounts: mounts.map(({ volume, folder, isReadOnly }) => ({
        Type: 'volume',
        Source: volume,
        Target: folder === '' ? helperRoot : `${helperRoot}/${folder}`,
        ReadOnly: isReadOnly,
        // An empty volume would take over owner and files of the folder it covers.
        VolumeOptions: { NoCopy: true },
      })),
    },
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
