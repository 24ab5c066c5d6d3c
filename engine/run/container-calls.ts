import type { EngineDefaults } from '../../shared/docker-run/from-engine.ts'
import { defaultsOf } from '../../shared/docker-run/from-engine.ts'
import { EngineError } from '../../shared/errors.ts'
import type { EngineClient, EngineRequest } from '../client.ts'
import { requestJson } from '../engine-json.ts'
import { imagePath } from '../image-path.ts'
import type { Json } from '../normalize/record.ts'
import { listOf, recordOf, textOf } from '../normalize/record.ts'

type Parts = Pick<EngineRequest, 'query' | 'body'>

/**
 * The engine's calls that making and replacing containers is done with, one request each. Nothing is cancelled
 * while it is under way: half of a rename would leave nobody knowing where a container is.
 * Every failure is an `EngineError` that names the operation.
 */
export class ContainerCalls {
  private readonly client: EngineClient

  constructor(client: EngineClient) {
    this.client = client
  }

  get apiVersion(): string {
    return this.client.apiVersion
  }

  /** Source: `ContainerInspect`. By id or name. */
  async inspect(id: string, query: EngineRequest['query'] = {}): Promise<Json> {
    return recordOf(await this.send('ContainerInspect', 'GET', `${pathOf(id)}/json`, { query }))
  }

  /** Null when there is no such container. */
  async find(id: string): Promise<Json | null> {
    return nullWhenMissing(this.inspect(id))
  }

  /** Source: `ImageInspect`. Null when the engine has no such image. */
  async findImage(reference: string): Promise<Json | null> {
    const path = `${imagePath(reference)}/json`
    const answer = await nullWhenMissing(this.send('ImageInspect', 'GET', path))
    return answer === null ? null : recordOf(answer)
  }

  /** What the engine does when nothing is said. Source: `SystemInfo`. */
  async defaults(): Promise<EngineDefaults> {
    return defaultsOf(recordOf(await this.send('SystemInfo', 'GET', '/info')))
  }

  /** Source: `NetworkInspect`. Null when the engine has no such network. */
  async findNetwork(name: string): Promise<Json | null> {
    const path = `/networks/${encodeURIComponent(name)}`
    const answer = await nullWhenMissing(this.send('NetworkInspect', 'GET', path))
    return answer === null ? null : recordOf(answer)
  }

  /** Source: `ContainerList`, stopped ones too. */
  async list(filters: Readonly<Record<string, readonly string[]>> = {}): Promise<readonly Json[]> {
    const query = { all: true, filters: JSON.stringify(filters) }
    return listOf(await this.send('ContainerList', 'GET', '/containers/json', { query })).map(recordOf)
  }

  /** Source: `ContainerCreate`. Answers with the id and what the engine warns of. */
  async create(
    name: string | null,
    platform: string | null,
    body: unknown,
  ): Promise<{ readonly id: string; readonly warnings: readonly unknown[] }> {
    const query = { name: name ?? undefined, platform: platform ?? undefined }
    const answer = recordOf(await this.send('ContainerCreate', 'POST', '/containers/create', { query, body }))
    return { id: textOf(answer['Id']), warnings: listOf(answer['Warnings']) }
  }

  /** Source: `ContainerStart`. One that runs already is fine. */
  async start(id: string): Promise<void> {
    await this.send('ContainerStart', 'POST', `${pathOf(id)}/start`)
  }

  /** Source: `ContainerStop`, with the container's own signal and time. One that has ended is fine. */
  async stop(id: string): Promise<void> {
    await this.send('ContainerStop', 'POST', `${pathOf(id)}/stop`)
  }

  /** Source: `ContainerPause`. */
  async pause(id: string): Promise<void> {
    await this.send('ContainerPause', 'POST', `${pathOf(id)}/pause`)
  }

  /** Source: `ContainerRename`. */
  async rename(id: string, name: string): Promise<void> {
    await this.send('ContainerRename', 'POST', `${pathOf(id)}/rename`, { query: { name } })
  }

  /** Source: `ContainerUpdate`. */
  async update(id: string, body: unknown): Promise<void> {
    await this.send('ContainerUpdate', 'POST', `${pathOf(id)}/update`, { body })
  }

  /** Source: `ContainerDelete`. One that is gone is fine. */
  async remove(id: string, { force, volumes }: { force: boolean; volumes: boolean }): Promise<void> {
    await nullWhenMissing(
      this.send('ContainerDelete', 'DELETE', pathOf(id), { query: { force, v: volumes } }),
    )
  }

  /** Source: `NetworkConnect`. */
  async connect(network: string, id: string, endpoint: unknown): Promise<void> {
    const body = { Container: id, EndpointConfig: endpoint }
    await this.send('NetworkConnect', 'POST', `/networks/${encodeURIComponent(network)}/connect`, { body })
  }

  /** Source: `NetworkDisconnect`. */
  async disconnect(network: string, id: string): Promise<void> {
    const body = { Container: id, Force: false }
    await this.send('NetworkDisconnect', 'POST', `/networks/${encodeURIComponent(network)}/disconnect`, {
      body,
    })
  }

  private async send(
    operation: string,
    method: EngineRequest['method'],
    path: string,
    parts: Parts = {},
  ): Promise<unknown> {
    try {
      const signal = new AbortController().signal
      return await requestJson(this.client, { method, path, ...parts, signal })
    } catch (error) {
      throw error instanceof EngineError ? error.with({ operation }) : error
    }
  }
}

function pathOf(id: string): string {
  return `/containers/${encodeURIComponent(id)}`
}

async function nullWhenMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return null
    throw error
  }
}

/** The container's name without the slash. */
export function nameOf(container: Json): string {
  return textOf(container['Name']).replace(/^\//, '')
}
