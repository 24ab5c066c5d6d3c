import type { CallHandler } from '../shared/contract.ts'
import { EngineError } from '../shared/errors.ts'
import type { CreateVolumeParams, Volume, VolumeDetails } from '../shared/volume.ts'
import type { EngineClient, EngineConnection, EngineRequest } from './client.ts'
import { requestJson } from './engine-json.ts'
import { recordOf, textsOf } from './normalize/record.ts'
import { volumeDetailsOf, volumeOf } from './normalize/volume.ts'
import { readText } from './transport.ts'

type Target = { readonly name: string }

/** What is done to single volumes. Every failure is an `EngineError` that names the volume. */
export class Volumes {
  private readonly connection: EngineConnection

  constructor(connection: EngineConnection) {
    this.connection = connection
  }

  /** Source: `VolumeInspect`. Errors: not-found. */
  readonly inspect: CallHandler<Target, VolumeDetails> = ({ name }, signal) =>
    this.about(name, 'VolumeInspect', async (client) => {
      const { body } = await client.stream({ method: 'GET', path: pathOf(name), signal })
      return volumeDetailsOf(await readText(body))
    })

  /**
   * Source: `VolumeCreate`. The engine answers with the volume that is there when name and driver are taken
   * already. Options that the driver cannot use are found out when a container mounts it.
   * Errors: not-found (driver), conflict (name taken by another driver), bad-request, engine-failed (driver).
   */
  readonly create: CallHandler<CreateVolumeParams, Volume> = ({ name, driver, options, labels }, signal) =>
    this.about(name ?? '', 'VolumeCreate', async (client) => {
      const body = { Name: name ?? '', Driver: driver, DriverOpts: options, Labels: labels }
      return volumeOf(await requestJson(client, { method: 'POST', path: '/volumes/create', body, signal }))
    })

  /** Source: `VolumeDelete`. Errors: not-found, conflict (a container, running or not, mounts it). */
  readonly remove: CallHandler<Target & { readonly force: boolean }, null> = ({ name, force }, signal) =>
    this.about(name, 'VolumeDelete', async (client) => {
      const request: EngineRequest = { method: 'DELETE', path: pathOf(name), query: { force }, signal }
      await requestJson(client, request)
      return null
    })

  /** Names of the drivers that the engine has, `local` among them. Source: `SystemInfo`. */
  readonly drivers: CallHandler<unknown, readonly string[]> = async (_, signal) => {
    const info = await requestJson(this.connection.client(), { method: 'GET', path: '/info', signal })
    return textsOf(recordOf(recordOf(info)['Plugins'])['Volume'])
  }

  private async about<T>(
    name: string,
    operation: string,
    work: (client: EngineClient) => Promise<T>,
  ): Promise<T> {
    try {
      return await work(this.connection.client())
    } catch (error) {
      if (!(error instanceof EngineError)) throw error
      throw error.with({ operation, subject: { kind: 'volume', id: name, name } })
    }
  }
}

function pathOf(name: string): string {
  return `/volumes/${encodeURIComponent(name)}`
}
