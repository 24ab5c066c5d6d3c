import { describe, expect, it } from 'vitest'
import { defaultsOf, fromInspect } from './from-engine.ts'
import type { ContainerJson } from './inspect-json.ts'
import { toCreateRequest } from './to-engine.ts'

const id = '0123456789ab'.repeat(5)

/** A container as an engine tells it, of which only something is unusual. */
function container(parts: ContainerJson): ContainerJson {
  return {
    Id: id,
    Name: '/web',
    ...parts,
    Config: {
      Image: 'nginx',
      Hostname: id.slice(0, 12),
      AttachStdout: true,
      AttachStderr: true,
      ...parts.Config,
    },
    HostConfig: {
      NetworkMode: 'bridge',
      IpcMode: 'private',
      CgroupnsMode: 'private',
      Runtime: 'runc',
      ...parts.HostConfig,
    },
  }
}

function written(parts: ContainerJson): object {
  const { name: _name, ...options } = fromInspect(container(parts), null).spec.options
  return options
}

describe('a container of an API client', () => {
  it('whose health check is a list of words gets a line for the shell, and is told so', () => {
    const { spec, problems } = fromInspect(
      container({ Config: { Healthcheck: { Test: ['CMD', 'curl', '-f', 'http://a/?b c'] } } }),
      null,
    )
    expect(spec.options['health-cmd']).toBe("curl -f 'http://a/?b c'")
    expect(problems).toMatchObject([{ code: 'no-option', option: 'health-cmd' }])
  })

  it('whose entrypoint has several words starts the same program', () => {
    const parts = { Config: { Entrypoint: ['tini', '--', 'app'], Cmd: ['--port', '80'] } }
    const { spec } = fromInspect(container(parts), null)
    expect(spec.options.entrypoint).toBe('tini')
    expect(spec.command).toEqual(['--', 'app', '--port', '80'])
  })

  it('with fields that no option says is told which', () => {
    const { problems } = fromInspect(
      container({
        Config: { NetworkDisabled: true } as ContainerJson['Config'] & object,
        HostConfig: { KernelMemoryTCP: 4096, MaskedPaths: ['/proc/kcore'] },
      }),
      null,
    )
    expect(problems.map(({ value }) => value)).toEqual([
      'HostConfig.MaskedPaths ["/proc/kcore"]',
      'Config.NetworkDisabled true',
      'HostConfig.KernelMemoryTCP 4096',
    ])
  })

  it('with values that docker refuses still becomes a command that docker takes', () => {
    const { spec, problems } = fromInspect(
      container({
        Config: { Labels: { 'two words': 'x', fine: 'y' } },
        HostConfig: { Ulimits: [{ Name: 'odd', Soft: 1, Hard: 1 }] },
      }),
      null,
    )
    expect(spec.options.label).toEqual(['fine=y'])
    expect(spec.options.ulimit).toBeUndefined()
    expect(problems.map(({ option, value }) => [option, value])).toEqual([
      ['label', 'two words=x'],
      ['ulimit', 'odd=1'],
    ])
    expect(toCreateRequest(spec).request).not.toBeNull()
  })

  it('does not get a volume twice that is bound and listed', () => {
    const parts = {
      Config: { Volumes: { '/data': {}, '/cache': {} } },
      HostConfig: { Binds: ['web_data:/data:rw'] },
      Mounts: [
        { Type: 'volume', Name: 'web_data', Destination: '/data' },
        { Type: 'volume', Name: 'a'.repeat(64), Destination: '/cache' },
      ],
    }
    expect(written(parts)).toEqual({ volume: ['web_data:/data:rw', '/cache'] })
  })

  it('has the folder made that is bound, as it was asked for', () => {
    const mount = {
      Type: 'bind',
      Source: '/srv',
      Target: '/data',
      ReadOnly: true,
      BindOptions: { CreateMountpoint: true },
    }
    expect(written({ HostConfig: { Mounts: [mount] } })).toEqual({ volume: ['/srv:/data:ro'] })
  })
})

describe('a running container', () => {
  const running = (endpoint: object, host = {}): ContainerJson => ({
    State: { Running: true },
    HostConfig: { NetworkMode: 'app_default', ...host },
    NetworkSettings: { Networks: { app_default: endpoint } },
  })

  it('does not get the hardware address that the engine made up', () => {
    expect(written(running({ MacAddress: '02:42:ac:11:00:02', IPAMConfig: null }))).toEqual({
      network: ['app_default'],
    })
  })

  it('keeps the hardware address that it was given', () => {
    const parts = running({ MacAddress: '92:d0:c6:0a:29:33' })
    expect(written({ ...parts, Config: { MacAddress: '92:d0:c6:0a:29:33' } })).toMatchObject({
      'mac-address': '92:d0:c6:0a:29:33',
    })
  })

  it('keeps its names on networks, without the short id that old engines add', () => {
    expect(written(running({ Aliases: ['db', id.slice(0, 12)] }))).toEqual({
      network: ['app_default'],
      'network-alias': ['db'],
    })
  })

  it('is found on the network that it was given by id', () => {
    const parts = running({ NetworkID: 'f'.repeat(64) }, { NetworkMode: 'f'.repeat(64) })
    expect(written(parts)).toEqual({ network: ['app_default'] })
  })

  it('on the default network and another is told what can only be connected later', () => {
    const { spec, problems } = fromInspect(
      container({ NetworkSettings: { Networks: { bridge: {}, front: { Aliases: ['x'] } } } }),
      null,
    )
    expect(spec.options.network).toBeUndefined()
    expect(problems).toMatchObject([{ code: 'no-option', option: 'network' }])
  })

  it('says names in capitals where docker keeps them, and tells where it does not', () => {
    const { spec, problems } = fromInspect(
      container({
        HostConfig: { NetworkMode: 'Front' },
        NetworkSettings: { Networks: { Back: { Aliases: ['WWW'] }, Front: { Aliases: ['API'] } } },
      }),
      null,
    )
    expect(spec.options.network).toEqual(['Front', 'Back'])
    expect(spec.options['network-alias']).toEqual(['API'])
    expect(problems).toHaveLength(1)
  })
})

describe('what the engine does by itself', () => {
  const info = {
    Name: 'box',
    LoggingDriver: 'journald',
    DefaultRuntime: 'crun',
    CgroupVersion: '2',
    Architecture: 'x86_64',
  }

  it('is left out when the engine is known', () => {
    const host = {
      LogConfig: { Type: 'journald', Config: {} },
      Runtime: 'crun',
      CgroupnsMode: 'private',
      NetworkMode: 'host',
    }
    const parts = container({ Config: { Hostname: 'box' }, HostConfig: host })
    const image = { Architecture: 'amd64', Os: 'linux' }
    expect(fromInspect(parts, image, defaultsOf(info)).spec.options).toEqual({
      name: 'web',
      network: ['host'],
    })
  })

  it('is said when it is not the default', () => {
    const host = { LogConfig: { Type: 'json-file', Config: {} }, Runtime: 'runc', CgroupnsMode: 'host' }
    const image = { Architecture: 'arm64', Os: 'linux', Variant: 'v8' }
    expect(fromInspect(container({ HostConfig: host }), image, defaultsOf(info)).spec.options).toEqual({
      name: 'web',
      platform: 'linux/arm64/v8',
      runtime: 'runc',
      cgroupns: 'host',
      'log-driver': 'json-file',
    })
  })
})

it('keeps the labels of Compose, by which its containers are grouped', () => {
  const labels = { 'com.docker.compose.project': 'app', 'com.docker.compose.service': 'web' }
  expect(written({ Config: { Labels: labels } })).toEqual({
    label: ['com.docker.compose.project=app', 'com.docker.compose.service=web'],
  })
})

it('writes neighbouring ports as one range', () => {
  const bindings = {
    '80/tcp': [{ HostIp: '', HostPort: '8080' }],
    '81/tcp': [{ HostIp: '', HostPort: '8081' }],
    '82/tcp': [{ HostIp: '127.0.0.1', HostPort: '8082' }],
    '83/tcp': [{ HostIp: '', HostPort: '' }],
    '84/tcp': [{ HostIp: '', HostPort: '' }],
    '90/tcp': [{ HostIp: '::1', HostPort: '9000-9009' }],
  }
  expect(written({ HostConfig: { PortBindings: bindings } })).toEqual({
    publish: ['8080-8081:80-81', '83-84', '[::1]:9000-9009:90', '127.0.0.1:8082:82'],
  })
})

it('takes whatever an engine leaves out', () => {
  const whole = container({
    Config: { Env: ['A=b'], Cmd: ['x'], Labels: { a: 'b' }, Healthcheck: { Test: ['CMD-SHELL', 'x'] } },
    HostConfig: {
      Binds: ['a:/a'],
      PortBindings: { '80/tcp': [{}] },
      LogConfig: { Type: 'local', Config: {} },
    },
    NetworkSettings: { Networks: { bridge: null } },
    Mounts: [{}],
  }) as Record<string, object>
  const parts = ['Config', 'HostConfig', 'NetworkSettings'].flatMap((part) =>
    Object.keys(whole[part] ?? {}).map((key) => ({ ...whole, [part]: { ...whole[part], [key]: null } })),
  )
  const wholes = Object.keys(whole).map((key) => ({ ...whole, [key]: null }))
  for (const told of [...parts, ...wholes]) {
    expect(toCreateRequest(fromInspect(told, null).spec).request, JSON.stringify(told)).toBeDefined()
  }
})
