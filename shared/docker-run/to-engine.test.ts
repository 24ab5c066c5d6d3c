import { describe, expect, it } from 'vitest'
import type { ConversionProblem } from './conversion.ts'
import type { RunOptions, RunSpec } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'
import type { Surroundings } from './to-engine.ts'
import { toCreateRequest } from './to-engine.ts'

function spec(options: RunOptions, more: Partial<RunSpec> = {}): RunSpec {
  return { ...emptySpec('bb'), options, ...more }
}

function problemsOf(options: RunOptions, surroundings?: Surroundings): readonly string[] {
  return toCreateRequest(spec(options), surroundings).problems.map(print)
}

function print({ code, option, value }: ConversionProblem): string {
  return [code, option, value].filter((part) => part !== null).join(' ')
}

function bodyOf(options: RunOptions, surroundings?: Surroundings): object {
  return toCreateRequest(spec(options), surroundings).request?.body ?? {}
}

describe('what docker refuses', () => {
  it.each<readonly [RunOptions, string]>([
    [{ rm: true, restart: 'always' }, 'conflict rm restart'],
    [{ detach: true, attach: ['stdout'] }, 'conflict detach attach'],
    [{ 'no-healthcheck': true, 'health-cmd': 'true' }, 'conflict no-healthcheck health-cmd'],
    [{ 'log-driver': 'none', 'log-opt': ['a=b'] }, 'conflict log-opt log-driver'],
    [{ 'network-alias': ['x'] }, 'conflict network-alias network'],
    [{ network: ['bridge', 'front'] }, 'conflict network bridge'],
    [{ network: ['front', 'front'] }, 'invalid network front'],
    [{ network: ['name=front,ip=10.0.0.2'], ip: '10.0.0.3' }, 'conflict ip network'],
    [{ publish: ['80:http'] }, 'invalid publish 80:http'],
    [{ memory: 'much' }, 'invalid memory much'],
    [{ 'health-retries': '-1' }, 'invalid health-retries -1'],
    [{ attach: ['stdlog'] }, 'invalid attach stdlog'],
    [{ env: ['=x'] }, 'invalid env =x'],
    [{ label: ['two words=x'] }, 'invalid label two words=x'],
    [{ pull: 'often' }, 'invalid pull often'],
    [{ volume: ['a:b:c:d'] }, 'invalid volume a:b:c:d'],
    [{ 'env-file': ['/none'] }, 'unreadable-file env-file /none'],
    [{ 'security-opt': ['seccomp=/none'] }, 'unreadable-file security-opt /none'],
    [{ volume: ['./here:/data'] }, 'relative-path volume ./here'],
  ])('%j', (options, problem) => {
    expect(problemsOf(options)).toEqual([problem])
    expect(toCreateRequest(spec(options)).request).toBeNull()
  })

  it('names flags that docker does not know, and images that are missing', () => {
    const { request, problems } = toCreateRequest({ ...emptySpec(''), unknown: [{ text: '--fast' }] })
    expect(request).toBeNull()
    expect(problems.map(print)).toEqual(['no-image', 'unknown-option --fast'])
  })

  it('names files that are not what they should be', () => {
    const readFile = () => 'no variable here'
    expect(problemsOf({ 'env-file': ['/e'] }, { readFile })).toEqual(['invalid-file env-file /e'])
    expect(problemsOf({ 'security-opt': ['seccomp=/p'] }, { readFile })).toEqual([
      'invalid-file security-opt /p',
    ])
  })
})

describe('what is not the same everywhere', () => {
  it('takes variables from the host, and passes on the names of those that it cannot see', () => {
    expect(bodyOf({ env: ['HOME'] }, { readEnv: () => '/root' })).toMatchObject({ Env: ['HOME=/root'] })
    expect(bodyOf({ env: ['HOME'] }, { readEnv: () => null })).toMatchObject({ Env: ['HOME'] })
    expect(problemsOf({ env: ['HOME'] }, { readEnv: () => null })).toEqual([])
    expect(bodyOf({ env: ['HOME'] })).toMatchObject({ Env: ['HOME'] })
    expect(problemsOf({ env: ['HOME'] })).toEqual(['env-unknown env HOME'])
  })

  it('starts relative paths where the command is run', () => {
    const options = { volume: ['./a/../b:/data:ro', '.:/here'], mount: ['type=bind,src=../c,dst=/c'] }
    expect(bodyOf(options, { cwd: '/home/me' })).toMatchObject({
      HostConfig: { Binds: ['/home/me/b:/data:ro', '/home/me:/here'], Mounts: [{ Source: '/home/c' }] },
    })
    expect(bodyOf({ volume: ['.\\b:/data'] }, { cwd: 'C:\\me' })).toMatchObject({
      HostConfig: { Binds: ['C:\\me\\b:/data'] },
    })
  })

  it('puts in what a shell would have put in, and refuses what it cannot know', () => {
    const variables = ['$(pwd)', '$USER', '$(date)']
    const said = spec({ volume: ['$(pwd)/x:/x'], env: ['A=$USER'], hostname: '$(date)' }, { variables })
    const known = { cwd: '/w', readEnv: (name: string) => (name === 'USER' ? 'me' : null) }
    expect(toCreateRequest(said, known).problems.map(print)).toEqual(['shell-variable hostname $(date)'])
    const { request } = toCreateRequest({ ...said, options: { ...said.options, hostname: 'h' } }, known)
    expect(request?.body).toMatchObject({ Env: ['A=me'], HostConfig: { Binds: ['/w/x:/x'] } })
  })

  it('leaves a dollar alone that is just a dollar', () => {
    expect(bodyOf({ env: ['PRICE=$5', 'HOW=$(pwd)'] })).toMatchObject({ Env: ['PRICE=$5', 'HOW=$(pwd)'] })
  })

  it('sends the text of a profile, with its large numbers', () => {
    const readFile = () => '{\n "a b": [ 18446744073709551615 ]\n}\n'
    expect(bodyOf({ 'security-opt': ['seccomp=/p.json'] }, { readFile })).toMatchObject({
      HostConfig: { SecurityOpt: ['seccomp={"a b":[18446744073709551615]}'] },
    })
  })
})

describe('for engines before API 1.44', () => {
  const old = { apiVersion: '1.41' }

  it('connects to the other networks afterwards', () => {
    const network = ['front', 'name=back,alias=db,ip=10.0.0.9']
    const { request } = toCreateRequest(spec({ network }), old)
    expect(request?.body.NetworkingConfig).toEqual({ EndpointsConfig: { front: {} } })
    expect(request?.extraNetworks).toEqual([
      { network: 'back', endpoint: { Aliases: ['db'], IPAMConfig: { IPv4Address: '10.0.0.9' } } },
    ])
    expect(toCreateRequest(spec({ network })).request?.extraNetworks).toEqual([])
  })

  it('says the hardware address beside the networks', () => {
    const options = { network: ['front'], 'mac-address': '92:d0:c6:0a:29:33' }
    expect(bodyOf(options, old)).toMatchObject({
      MacAddress: '92:d0:c6:0a:29:33',
      NetworkingConfig: { EndpointsConfig: { front: {} } },
    })
    expect(bodyOf(options)).not.toHaveProperty('MacAddress')
  })

  it.each<readonly [RunOptions, string]>([
    [{ annotation: ['a=b'] }, 'old-engine annotation 1.43'],
    [{ 'health-start-interval': '1s' }, 'old-engine health-start-interval 1.44'],
    [{ mount: ['type=volume,src=a,dst=/a,volume-subpath=b'] }, 'old-engine mount 1.45'],
    [{ network: ['a', 'name=b,mac-address=92:d0:c6:0a:29:33'] }, 'old-engine network 1.44'],
  ])('refuses what they do not know: %j', (options, problem) => {
    expect(problemsOf(options, old)).toEqual([problem])
    expect(problemsOf(options)).toEqual([])
  })

  it('sends a limit for the kernel, which later ones have forgotten', () => {
    expect(bodyOf({ 'kernel-memory': '64m' }, old)).toMatchObject({
      HostConfig: { KernelMemory: 67_108_864 },
    })
    expect(problemsOf({ 'kernel-memory': '64m' })).toEqual(['no-effect kernel-memory'])
  })
})

describe('what is asked of the docker command itself', () => {
  it('is told beside the body', () => {
    const options = {
      pull: 'always',
      quiet: true,
      detach: true,
      'detach-keys': 'ctrl-x',
      'sig-proxy': false,
      cidfile: '/tmp/id',
      name: 'web',
      platform: 'linux/arm64',
    }
    expect(toCreateRequest(spec(options)).request).toMatchObject({
      name: 'web',
      platform: 'linux/arm64',
      client: {
        pull: 'always',
        isPullQuiet: true,
        isDetached: true,
        detachKeys: 'ctrl-x',
        proxiesSignals: false,
        cidFile: '/tmp/id',
      },
    })
  })

  it('is named where it cannot be done', () => {
    expect(problemsOf({ 'use-api-socket': true })).toEqual(['no-credentials use-api-socket'])
    expect(problemsOf({ 'disable-content-trust': false })).toEqual(['no-content-trust disable-content-trust'])
    expect(bodyOf({ 'use-api-socket': true })).toMatchObject({
      HostConfig: { Mounts: [{ Type: 'bind', Target: '/var/run/docker.sock' }] },
    })
  })

  it('detached, attaches nothing, though input stays open', () => {
    expect(bodyOf({ detach: true, interactive: true })).toMatchObject({
      OpenStdin: true,
      StdinOnce: false,
      AttachStdin: false,
      AttachStdout: false,
    })
  })
})
