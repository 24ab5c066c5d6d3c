import { describe, expect, test } from 'vitest'
import type { Endpoint, EngineDiagnosis, UnreachableReason } from '../../../shared/engine.ts'
import { unreachableReasons } from '../../../shared/engine.ts'
import { hostOf, placeOf, remedyOf } from './remedies.ts'

function diagnosis(reason: UnreachableReason, part: Partial<EngineDiagnosis> = {}): EngineDiagnosis {
  const facts = { checks: [], user: 'mei', platform: 'linux', message: '', serverApiVersion: null }
  return { reason, ...facts, requiredApiVersion: '1.41', ...part }
}
const endpoint = (host: string, part: Partial<Endpoint> = {}): Endpoint => ({
  host,
  source: 'socket',
  name: 'default',
  ...part,
})
const local = endpoint('unix:///var/run/docker.sock')
const commands = (...args: Parameters<typeof remedyOf>) =>
  remedyOf(...args).steps.flatMap(({ command }) => command ?? [])

test.each(unreachableReasons)('%s has at least one thing to do before coming back', (reason) => {
  const remedy = remedyOf(diagnosis(reason), local)
  expect(remedy.steps.length).toBeGreaterThan(1)
  expect(remedy.steps.at(-1)?.titleKey).toBe('engine.step.comeBack')
})

describe('a missing socket', () => {
  test('means that Docker is stopped when its program is there', () => {
    const checks = [{ check: 'installed', passed: true, detail: '' }] as const
    const remedy = remedyOf(diagnosis('socket-missing', { checks }), local)
    expect(remedy.case).toBe('stopped')
    expect(commands(diagnosis('socket-missing', { checks }), local)).toContain('sudo systemctl start docker')
  })

  test('means that Docker is not installed when its program is missing', () => {
    const checks = [{ check: 'installed', passed: false, detail: '' }] as const
    expect(remedyOf(diagnosis('socket-missing', { checks }), local).case).toBe('notInstalled')
  })

  test('is no reason to speak of systemd on a Mac', () => {
    expect(commands(diagnosis('daemon-down', { platform: 'darwin' }), local)).toEqual([])
  })

  test('of a rootless engine or Podman is started without sudo', () => {
    const rootless = endpoint('unix:///run/user/1000/docker.sock')
    const podman = endpoint('unix:///run/user/1000/podman/podman.sock')
    expect(commands(diagnosis('socket-missing'), rootless)).toEqual(['systemctl --user start docker'])
    expect(commands(diagnosis('socket-missing'), podman)).toEqual(['systemctl --user start podman.socket'])
  })
})

test('an address given by hand is looked at before Docker is started', () => {
  const given = endpoint('unix:///tmp/lab/docker.sock', { source: 'flag' })
  expect(remedyOf(diagnosis('socket-missing'), given).steps[0]?.titleKey).toBe('engine.step.checkAddress')
  const usual = endpoint('unix:///var/run/docker.sock', { source: 'environment' })
  expect(remedyOf(diagnosis('socket-missing'), usual).steps[0]?.titleKey).toBe('engine.step.startService')
})

test('permission denied adds the account to the docker group, and warns what that means', () => {
  const remedy = remedyOf(diagnosis('permission-denied'), local)
  expect(remedy.steps[0]?.command).toBe('sudo usermod --append --groups docker mei')
  expect(remedy).toMatchObject({ hasRootNote: true, brokenHop: 'place' })
})

test('an ssh engine is brought here through a tunnel', () => {
  expect(commands(diagnosis('unsupported-endpoint'), endpoint('ssh://deploy@10.0.4.12:2222'))).toEqual([
    'ssh -N -p 2222 -L /tmp/remote-docker.sock:/var/run/docker.sock deploy@10.0.4.12',
    'npm start -- --host unix:///tmp/remote-docker.sock',
  ])
})

test('a remote engine that is silent is no reason to restart the local service', () => {
  expect(commands(diagnosis('not-answering'), endpoint('tcp://nas:2376'))).toEqual([])
  expect(commands(diagnosis('not-answering'), local)).toContain('sudo systemctl restart docker')
})

test.each([
  ['unix:///var/run/docker.sock', '/var/run/docker.sock', '/var/run/docker.sock'],
  ['tcp://nas:2376', 'nas:2376', 'nas'],
  ['tcp://[::1]:2376', '[::1]:2376', '[::1]'],
])('%s is shown as %s', (host, place, name) => {
  expect(placeOf(endpoint(host))).toBe(place)
  expect(hostOf(endpoint(host))).toBe(name)
})
