import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LabEngine } from '../scripts/lab/engine.d.mts'
import type { InspectedSpec } from '../shared/docker-run/from-engine.ts'
import { fromInspect } from '../shared/docker-run/from-engine.ts'
import type { ContainerJson, ImageJson } from '../shared/docker-run/inspect-json.ts'
import { parseRun } from '../shared/docker-run/parse-run.ts'
import { printRun } from '../shared/docker-run/print-run.ts'
import type { RunSpec } from '../shared/docker-run/run-spec.ts'
import { toCreateRequest } from '../shared/docker-run/to-engine.ts'
import { dockerOn, startLab } from './testing/lab.ts'
import { hostVariables, lineFiles, richImage, runLines, surroundings } from './testing/run-lines.ts'

const sh = promisify(execFile)
const names = Object.keys(runLines)

let lab: LabEngine
/** The lines with the paths of the files they name. */
const lines = new Map<string, string>()
/** What the docker command made of each line. */
const made = new Map<string, ContainerJson>()
const images = new Map<string, ImageJson>()

beforeAll(async () => {
  lab = await startLab('28')
  await Promise.all([
    ...surroundings.networks.map(([name, four, six]) =>
      dockerOn(lab, 'network', 'create', '--subnet', four, ...(six ? ['--ipv6', '--subnet', six] : []), name),
    ),
    ...surroundings.volumes.map((name) => dockerOn(lab, 'volume', 'create', name)),
    ...surroundings.containers.map((name) =>
      dockerOn(lab, 'create', '--name', name, '-v', `/from-${name}`, 'bb'),
    ),
  ])
  await dockerOn(lab, 'commit', ...richImage.flatMap((change) => ['--change', change]), 'db', 'rich')
  const paths = Object.entries(lineFiles).map(([mark, text]) => {
    const path = join(lab.folder, mark.replaceAll('@', ''))
    writeFileSync(path, text)
    return [mark, path] as const
  })
  for (const [name, line] of Object.entries(runLines)) {
    lines.set(
      name,
      paths.reduce((text, [mark, path]) => text.replaceAll(mark, path), line),
    )
  }
  await typeAll('a', names, (name) => `docker create --name ${nameOf('a', name)} ${lines.get(name)}`)
  for (const name of names) made.set(name, await inspect(nameOf('a', name)))
  for (const id of new Set([...made.values()].map(({ Image }) => Image ?? ''))) {
    images.set(id, (await get(`/images/${id}/json`)) as ImageJson)
  }
})
afterAll(async () => {
  await lab.stop()
})

function nameOf(round: string, name: string): string {
  return `${round}${names.indexOf(name)}`
}

/** Types commands into a real shell with the real docker command; says which of them failed, and how. */
async function typeAll(
  round: string,
  chosen: readonly string[],
  commandOf: (name: string) => string,
): Promise<void> {
  const folder = lab.dockerPath.replace(/\/[^/]+$/, '')
  const env = { ...process.env, ...lab.dockerEnv, ...hostVariables, PATH: `${folder}:${process.env['PATH']}` }
  const failures = await Promise.all(
    [0, 1, 2].map(async (turn) => {
      const mine = chosen.filter((_, index) => index % 3 === turn)
      const script = mine.map(
        (name) => `${commandOf(name)} >/dev/null || echo 'failed: ${round} ${names.indexOf(name)}'`,
      )
      const { stdout, stderr } = await sh('sh', ['-c', script.join('\n')], { env })
      return stdout === '' ? '' : `${stdout}${stderr}`
    }),
  )
  expect(failures.join('')).toBe('')
}

function get(path: string): Promise<unknown> {
  return call('GET', path)
}

function call(method: string, path: string, body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json' }
    const sent = request({ socketPath: lab.socketPath, path, method, headers, agent: false }, (response) => {
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

async function inspect(name: string): Promise<ContainerJson> {
  return (await get(`/containers/${name}/json`)) as ContainerJson
}

/** Makes the container of a spec as the app does. */
async function create(name: string, spec: RunSpec): Promise<ContainerJson> {
  const { request: made, problems } = toCreateRequest(spec, {
    readFile: (path) => readFileSync(path, 'utf8'),
    readEnv: (variable) => (({ ...hostVariables }) as Record<string, string>)[variable] ?? null,
  })
  if (made === null) throw new Error(JSON.stringify(problems))
  const platform = made.platform === null ? '' : `&platform=${encodeURIComponent(made.platform)}`
  await call('POST', `/containers/create?name=${name}${platform}`, made.body)
  return inspect(name)
}

const volatile =
  /^(?:Id|Created|Name|State|HostnamePath|HostsPath|LogPath|ResolvConfPath|GraphDriver|ProcessLabel|MountLabel)$/
/** The docker command sends these in any order. */
const unordered = /^(?:Env|Binds|Mounts)$/

/** What an engine tells of a container, without what is different each time. */
function settled(container: ContainerJson): unknown {
  const { Id: id = '', Name: name = '', Image: image = '' } = container
  const text = JSON.stringify(container)
    // Volumes without names get one each time; links have the container's name in them.
    .replaceAll(/[0-9a-f]{64}/g, (hash) => (image.endsWith(hash) ? hash : 'random'))
    .replaceAll(`:${name}/`, ':/self/')
  return JSON.parse(text, (key, value: unknown) => {
    if (volatile.test(key) || (key === 'Hostname' && value === id.slice(0, 12))) return undefined
    if (!unordered.test(key) || !Array.isArray(value)) return value
    const texts = value.map((each) => JSON.stringify(each))
    // Of variables said twice the last counts.
    const counted =
      key === 'Env' ? [...new Map(texts.map((each) => [each.split('=')[0], each])).values()] : texts
    return counted.toSorted()
  })
}

function specOf(name: string): RunSpec {
  const { spec } = parseRun(`docker create ${lines.get(name)}`)
  if (spec === null) throw new Error(`not read: ${lines.get(name)}`)
  return spec
}

function inspected(name: string): InspectedSpec {
  const container = made.get(name) ?? {}
  return fromInspect(container, images.get(container.Image ?? '') ?? null, { cgroupVersion: '1' })
}

/** What was made of each line, in rounds of a few at a time. */
async function createAll(round: string, toSpec: (name: string) => RunSpec): Promise<Map<string, unknown>> {
  const created = new Map<string, unknown>()
  const next = names.values()
  const work = async (): Promise<void> => {
    for (const name of next) created.set(name, settled(await create(nameOf(round, name), toSpec(name))))
  }
  await Promise.all([work(), work(), work(), work()])
  return created
}

function expected(): Map<string, unknown> {
  return new Map(names.map((name) => [name, settled(made.get(name) ?? {})]))
}

describe('a docker create line', () => {
  it('becomes the container that docker makes of it', async () => {
    const created = await createAll('b', specOf)
    for (const [name, container] of expected()) expect(created.get(name), name).toEqual(container)
  })
})

describe('a container written out', () => {
  it('is made again by what is sent for it', async () => {
    const created = await createAll('c', (name) => inspected(name).spec)
    for (const [name, container] of expected()) expect(created.get(name), name).toEqual(container)
  })

  it('is made again by the docker command typed into a shell', async () => {
    // A profile is text in the engine and a file for the command.
    const typed = names.filter((name) => name !== 'a profile from a file')
    await typeAll('d', typed, (name) => {
      const { spec } = inspected(name)
      const named = { ...spec, options: { ...spec.options, name: nameOf('d', name) } }
      return printRun(named, { shell: 'posix', verb: 'create', layout: 'line', flags: 'short' }).text
    })
    for (const name of typed) {
      expect(settled(await inspect(nameOf('d', name))), name).toEqual(settled(made.get(name) ?? {}))
    }
  })

  it('names what no option says, and nothing else', () => {
    const problems = names.flatMap((name) =>
      inspected(name).problems.map(({ code, option }) => [name, code, option]),
    )
    expect(problems).toEqual([['a profile from a file', 'profile-text', 'security-opt']])
  })

  it('says nothing that the image or the engine says already', () => {
    const said = (name: string) => {
      const { name: _ours, ...options } = inspected(name).spec.options
      return { options, command: inspected(name).spec.command }
    }
    expect(said('nothing but an image')).toEqual({ options: {}, command: [] })
    expect(said('an image that says everything')).toEqual({ options: {}, command: [] })
    expect(said("the image's health check")).toEqual({ options: {}, command: [] })
    expect(said('ports the image exposes')).toEqual({ options: { publish: ['8443:443'] }, command: [] })
    expect(said('memory limits').options['memory-swap']).toBeUndefined()
  })
})
