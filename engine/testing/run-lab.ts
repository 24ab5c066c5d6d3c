import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { LabEngine } from '../../scripts/lab/engine.d.mts'
import type { ContainerJson, ImageJson } from '../../shared/docker-run/inspect-json.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import type { CreateRequest } from '../../shared/docker-run/to-engine.ts'
import { toCreateRequest } from '../../shared/docker-run/to-engine.ts'
import { dockerOn, startLab } from './lab.ts'
import { hostVariables, lineFiles, richImage, runLines, surroundings } from './run-lines.ts'

const execute = promisify(execFile)

/** A real engine with what the lines of the matrix lean on, and the real docker command in a real shell. */
export class RunLab {
  /** Of each line, with the paths of the files that it names. */
  readonly lines: ReadonlyMap<string, string>
  readonly engine: LabEngine

  private constructor(engine: LabEngine) {
    this.engine = engine
    const paths = Object.entries(lineFiles).map(([mark, text]) => {
      const path = join(engine.folder, mark.replaceAll('@', ''))
      writeFileSync(path, text)
      return [mark, path] as const
    })
    const withPaths = (line: string) =>
      paths.reduce((text, [mark, path]) => text.replaceAll(mark, path), line)
    this.lines = new Map(Object.entries(runLines).map(([name, line]) => [name, withPaths(line)]))
  }

  static async start(version: '28' | '20.10' = '28'): Promise<RunLab> {
    const engine = await startLab(version)
    await Promise.all([
      ...surroundings.networks.map(([name, four, six]) =>
        dockerOn(
          engine,
          'network',
          'create',
          '--subnet',
          four,
          ...(six ? ['--ipv6', '--subnet', six] : []),
          name,
        ),
      ),
      ...surroundings.volumes.map((name) => dockerOn(engine, 'volume', 'create', name)),
      ...surroundings.containers.map((name) =>
        dockerOn(engine, 'create', '--name', name, '-v', `/from-${name}`, 'bb'),
      ),
    ])
    // Engine 20.10 commits no stop signal.
    const known = richImage.filter((change) => version === '28' || !change.startsWith('STOPSIGNAL'))
    const changes = known.flatMap((change) => ['--change', change])
    await dockerOn(engine, 'commit', ...changes, 'db', 'rich')
    return new RunLab(engine)
  }

  stop(): Promise<void> {
    return this.engine.stop()
  }

  /** Types a script into a shell. Returns what it wrote, errors included. */
  async type(script: string): Promise<string> {
    const folder = this.engine.dockerPath.replace(/\/[^/]+$/, '')
    const path = `${folder}:${process.env['PATH']}`
    const env = { ...process.env, ...this.engine.dockerEnv, ...hostVariables, PATH: path }
    const { stdout } = await execute('sh', ['-c', `exec 2>&1\n${script}`], {
      env,
      maxBuffer: 16 * 1024 * 1024,
    })
    return stdout
  }

  /** Types a command for each name; returns what those that failed said. */
  async typeAll(names: readonly string[], commandOf: (name: string) => string): Promise<readonly string[]> {
    const rounds = [0, 1, 2].map((turn) => names.filter((_, index) => index % 3 === turn))
    const outputs = await Promise.all(
      rounds.map((round) =>
        this.type(
          round
            .map(
              (name) =>
                `said=$(${commandOf(name)} 2>&1) || printf '%s: %s\\n\\0' ${JSON.stringify(name)} "$said"`,
            )
            .join('\n'),
        ),
      ),
    )
    return outputs.flatMap((output) => output.split('\0').filter((text) => text !== ''))
  }

  call(method: string, path: string, body?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const { socketPath } = this.engine
      const headers = { 'Content-Type': 'application/json' }
      const sent = request({ socketPath, path, method, headers, agent: false }, (response) => {
        response.setEncoding('utf8')
        let text = ''
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          if ((response.statusCode ?? 500) < 300) resolve(text === '' ? null : JSON.parse(text))
          else reject(new Error(`${method} ${path}: ${text}`))
        })
      })
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  async inspect(name: string): Promise<ContainerJson> {
    return (await this.call('GET', `/containers/${name}/json`)) as ContainerJson
  }

  async image(id: string): Promise<ImageJson> {
    return (await this.call('GET', `/images/${id}/json`)) as ImageJson
  }

  /** Makes the container of a spec as the app does. */
  async create(name: string, spec: RunSpec, apiVersion?: string): Promise<ContainerJson> {
    const { request: made, problems } = toCreateRequest(spec, {
      readFile: (path) => readFileSync(path, 'utf8'),
      readEnv: (variable) => new Map<string, string>(Object.entries(hostVariables)).get(variable) ?? null,
      ...(apiVersion === undefined ? {} : { apiVersion }),
    })
    if (made === null) throw new Error(`${name}: ${JSON.stringify(problems)}`)
    await this.send(name, made)
    return this.inspect(name)
  }

  private async send(name: string, { platform, body, extraNetworks }: CreateRequest): Promise<void> {
    const query = platform === null ? '' : `&platform=${encodeURIComponent(platform)}`
    await this.call('POST', `/containers/create?name=${name}${query}`, body)
    for (const { network, endpoint } of extraNetworks) {
      const connection = { Container: name, EndpointConfig: endpoint }
      await this.call('POST', `/networks/${network}/connect`, connection)
    }
  }
}

const volatile =
  /^(?:Id|Created|Name|State|HostnamePath|HostsPath|LogPath|ResolvConfPath|GraphDriver|ProcessLabel|MountLabel)$/
/** The docker command sends these, or the engine tells them, in any order. */
const unordered = /^(?:Env|Binds|Mounts|Links)$/

/** What an engine tells of a container, without what is different each time. */
export function settled(container: ContainerJson): unknown {
  const { Id: id = '', Name: name = '', Image: image = '' } = container
  const text = JSON.stringify(container)
    // Volumes without names get one each time; links have the container's name in them.
    .replaceAll(/[0-9a-f]{64}/g, (hash) => (image.endsWith(hash) ? hash : 'random'))
    .replaceAll(`:${name}/`, ':/self/')
  return JSON.parse(text, (key, value: unknown) => {
    if (volatile.test(key) || (key === 'Hostname' && value === id.slice(0, 12))) return undefined
    if (!unordered.test(key) || !Array.isArray(value)) return value
    const texts = value.map((each) => JSON.stringify(each))
    return (key === 'Env' ? lastOfEach(texts) : texts).toSorted()
  })
}

/** Of variables said twice the last counts. */
function lastOfEach(variables: readonly string[]): readonly string[] {
  return [...new Map(variables.map((each) => [each.split('=')[0], each])).values()]
}

const composeOwn =
  /^com\.docker\.compose\.|^(?:Attach\w+|StdinOnce|Volumes|Binds|VolumeDriver|IPAddress|IPv6Gateway)$/
const composeUnordered = /^(?:Ulimits|ExtraHosts)$/
const serviceName = /^(?:lab-)?s\d+(?:-1)?$/

/**
 * What is left of it when Compose's own ways are taken out: its labels, its names on networks, what it attaches to,
 * the order of some lists, and empty lists in place of none. Of mounts, what came of them is left, not how they
 * were asked for.
 */
export function withoutCompose(container: ContainerJson): unknown {
  return JSON.parse(JSON.stringify(settled(container)), (key, value: unknown) => {
    if (composeOwn.test(key)) return undefined
    const own = Array.isArray(value) ? withoutOrder(key, value) : value
    return isEmpty(own) ? undefined : own
  })
}

function withoutOrder(key: string, values: readonly unknown[]): readonly unknown[] {
  if (key === 'Mounts') return values.flatMap((each) => resultOfMount(String(each))).toSorted()
  if (key === 'Aliases') return values.filter((alias) => !serviceName.test(String(alias)))
  return composeUnordered.test(key) ? values.map((each) => JSON.stringify(each)).toSorted() : values
}

/** Those asked for are told twice, but for memory file systems and parts of volumes. */
function resultOfMount(text: string): readonly string[] {
  const { Mode: _mode, ...mount } = JSON.parse(text) as Record<string, unknown>
  const isAsked = 'Target' in mount
  return isAsked && mount['Type'] !== 'tmpfs' && !text.includes('Subpath')
    ? []
    : [JSON.stringify(mount).replace(',"DriverConfig":{}', '')]
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object') return value === null || Object.keys(value).length === 0
  return value === 0 || value === '' || value === false
}
