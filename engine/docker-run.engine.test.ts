import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { toComposeService } from '../shared/docker-run/compose.ts'
import type { InspectedSpec } from '../shared/docker-run/from-engine.ts'
import { fromInspect } from '../shared/docker-run/from-engine.ts'
import type { ContainerJson, ImageJson } from '../shared/docker-run/inspect-json.ts'
import { parseRun } from '../shared/docker-run/parse-run.ts'
import { printRun } from '../shared/docker-run/print-run.ts'
import type { RunSpec } from '../shared/docker-run/run-spec.ts'
import { RunLab, settled, withoutCompose } from './testing/run-lab.ts'
import { runLines } from './testing/run-lines.ts'

const names = Object.keys(runLines)

let lab: RunLab
/** What the docker command made of each line. */
const made = new Map<string, ContainerJson>()
const images = new Map<string, ImageJson>()

beforeAll(async () => {
  lab = await RunLab.start()
  const failures = await lab.typeAll(
    names,
    (name) => `docker create --name ${nameOf('a', name)} ${lab.lines.get(name)}`,
  )
  expect(failures).toEqual([])
  for (const name of names) made.set(name, await lab.inspect(nameOf('a', name)))
  for (const id of new Set([...made.values()].map(({ Image }) => Image ?? ''))) {
    images.set(id, await lab.image(id))
  }
})
afterAll(async () => {
  await lab.stop()
})

function nameOf(round: string, name: string): string {
  return `${round}${names.indexOf(name)}`
}

function specOf(name: string): RunSpec {
  const { spec } = parseRun(`docker create ${lab.lines.get(name)}`)
  if (spec === null) throw new Error(`not read: ${lab.lines.get(name)}`)
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
    for (const name of next) created.set(name, settled(await lab.create(nameOf(round, name), toSpec(name))))
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
    const failures = await lab.typeAll(typed, (name) => {
      const { spec } = inspected(name)
      const named = { ...spec, options: { ...spec.options, name: nameOf('d', name) } }
      return printRun(named, { shell: 'posix', verb: 'create', layout: 'line', flags: 'short' }).text
    })
    expect(failures).toEqual([])
    for (const name of typed) {
      expect(settled(await lab.inspect(nameOf('d', name))), name).toEqual(settled(made.get(name) ?? {}))
    }
  })

  it('is the same while it runs, and after', async () => {
    const chosen = ['a network with names and addresses', 'three networks']
    const failures = await lab.typeAll(
      chosen,
      (name) => `docker create --name ${nameOf('r', name)} ${lab.lines.get(name)} sleep 1000`,
    )
    expect(failures).toEqual([])
    for (const name of chosen) {
      const read = async () => {
        const container = await lab.inspect(nameOf('r', name))
        return fromInspect(container, images.get(container.Image ?? '') ?? null)
      }
      const created = await read()
      await lab.type(`docker start ${nameOf('r', name)}`)
      expect(await read(), name).toEqual(created)
      await lab.type(`docker kill ${nameOf('r', name)}`)
      expect(await read(), name).toEqual(created)
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

/** Lines of which Compose has no key for something, and what. */
const unsaid: ReadonlyMap<string, readonly string[]> = new Map([
  ['binds', ['volume']],
  ['volumes of others', ['volumes-from']],
  ['an address on hardware', ['mac-address']],
  ['one stream attached', ['attach']],
  ['exposed ports', ['publish-all']],
  ['half a processor', ['cpuset-mems']],
  ['removed at the end', ['rm']],
])

describe('a Compose file made of a line', () => {
  it('names what Compose has no key for, and nothing else', () => {
    const told = names.flatMap((name) => {
      const { problems } = toComposeService(specOf(name), 'web')
      return problems.length === 0 ? [] : [[name, problems.map(({ option }) => option)] as const]
    })
    expect(new Map(told)).toEqual(unsaid)
  })

  it('makes the container that docker makes of the line', async () => {
    const chosen = names.filter((name) => !unsaid.has(name))
    const files = chosen.map(
      (name) =>
        parse(toComposeService(specOf(name), nameOf('s', name)).yaml) as Partial<Record<string, object>>,
    )
    const all = (key: string) => Object.assign({}, ...files.map((file) => file[key] ?? {})) as object
    const folder = join(lab.engine.folder, 'project')
    mkdirSync(folder)
    const project = {
      name: 'lab',
      services: all('services'),
      networks: all('networks'),
      volumes: all('volumes'),
    }
    writeFileSync(join(folder, 'compose.yaml'), stringify(project))
    const said = await lab.type(`cd ${folder} && docker compose create || echo failed`)
    expect(said).not.toMatch(/failed$/m)
    for (const name of chosen) {
      const container = await lab.inspect(`lab-${nameOf('s', name)}-1`)
      expect(withoutCompose(container), name).toEqual(withoutCompose(made.get(name) ?? {}))
    }
  })

  it('makes containers that can be written out', async () => {
    // Some of all kinds: each line stands on its own in the other rounds.
    const compared = names.filter((name, index) => index % 3 === 0 && !unsaid.has(name))
    const containers = new Map<string, ContainerJson>()
    for (const name of compared) containers.set(name, await lab.inspect(`lab-${nameOf('s', name)}-1`))
    for (const [name, container] of containers) {
      const image = images.get(container.Image ?? '') ?? null
      const again = await lab.create(nameOf('t', name), fromInspect(container, image).spec)
      expect(withoutCompose(again), name).toEqual(withoutCompose(container))
    }
  })
})
