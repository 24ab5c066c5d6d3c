import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromInspect } from '../shared/docker-run/from-engine.ts'
import { parseRun } from '../shared/docker-run/parse-run.ts'
import type { RunSpec } from '../shared/docker-run/run-spec.ts'
import { RunLab, settled } from './testing/run-lab.ts'

const apiVersion = '1.41'
const names = [
  'terminal and input',
  'variables',
  'published ports',
  'mounts of every type',
  'one named network',
  'a link on a named network',
  'memory limits',
  'devices',
  'unmasked paths',
  'restarts and ends',
]

let lab: RunLab
beforeAll(async () => {
  lab = await RunLab.start('20.10')
})
afterAll(async () => {
  await lab.stop()
})

function specOf(name: string): RunSpec {
  const { spec } = parseRun(`docker create ${lab.lines.get(name)}`)
  if (spec === null) throw new Error(`not read: ${name}`)
  return spec
}

describe('on engine 20.10', () => {
  it('lines become the containers that docker makes of them, and containers lines', async () => {
    const failures = await lab.typeAll(
      names,
      (name) => `docker create --name a${names.indexOf(name)} ${lab.lines.get(name)}`,
    )
    expect(failures).toEqual([])
    for (const [index, name] of names.entries()) {
      const made = await lab.inspect(`a${index}`)
      const ours = await lab.create(`b${index}`, specOf(name), apiVersion)
      expect(settled(ours), name).toEqual(settled(made))
      const { spec } = fromInspect(made, await lab.image(made.Image ?? ''), { cgroupVersion: '1' })
      expect(settled(await lab.create(`c${index}`, spec, apiVersion)), name).toEqual(settled(made))
    }
  })

  it('several networks are connected to one after the other, which the docker command cannot do there', async () => {
    const { NetworkSettings: settings } = await lab.create('several', specOf('three networks'), apiVersion)
    expect(Object.keys(settings?.Networks ?? {}).toSorted()).toEqual(['back', 'far', 'front'])
    expect(settings?.Networks?.['front']?.IPAMConfig?.IPv4Address).toBe('10.77.1.10')
  })

  it('a hardware address is given as these engines take it, which the docker command cannot do there', async () => {
    const { Config: config } = await lab.create('hardware', specOf('an address on hardware'), apiVersion)
    expect(config?.MacAddress).toBe('92:d0:c6:0a:29:34')
  })
})
