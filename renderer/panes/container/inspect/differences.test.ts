import { expect, test } from 'vitest'
import { differences } from './differences.ts'
import { fieldOf } from './field-notes.ts'

const image = {
  Config: {
    Env: ['PATH=/bin', 'A=1'],
    Cmd: ['sh'],
    Labels: { a: '1' },
    WorkingDir: '',
    ExposedPorts: { '80/tcp': {} },
  },
}
const readable = (paths: ReadonlySet<string>) => [...paths].map((path) => path.replaceAll('\u0000', '/'))

test('what the image and Docker give is no difference', () => {
  const container = {
    Config: {
      ...image.Config,
      Hostname: 'abc',
      Image: 'x',
      Tty: false,
      User: '',
      OnBuild: null,
      AttachStdout: true,
    },
    HostConfig: {
      NetworkMode: 'bridge',
      ShmSize: 67_108_864,
      RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
      LogConfig: { Type: 'json-file', Config: {} },
      Memory: 0,
      Binds: null,
      MaskedPaths: ['/proc/acpi'],
    },
  }
  expect(readable(differences(container, image))).toEqual([])
})

test('what somebody chose is, down to the single variable', () => {
  const container = {
    Config: {
      ...image.Config,
      Env: ['A=2', 'B=3', 'PATH=/bin'],
      Cmd: ['sh', '-c'],
      Labels: { a: '1', b: '2' },
      Tty: true,
    },
    HostConfig: {
      NetworkMode: 'shop',
      RestartPolicy: { Name: 'always' },
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m' } },
      Memory: 5,
      Binds: ['a:/a'],
    },
  }
  expect(readable(differences(container, image))).toEqual([
    'HostConfig/NetworkMode',
    'HostConfig/Memory',
    'HostConfig/Binds',
    'HostConfig/RestartPolicy',
    'HostConfig/LogConfig',
    'Config/Env',
    'Config/Env/0',
    'Config/Env/1',
    'Config/Cmd',
    'Config/Cmd/1',
    'Config/Labels',
    'Config/Labels/b',
    'Config/Tty',
  ])
  expect(readable(differences(container, null)).some((path) => path.startsWith('Config/'))).toBe(false)
})

test.each([
  ['HostConfig/Memory', 'HostConfig_Memory'],
  ['Config/Env', 'Config_Env'],
  ['Config/Env/3', null],
  ['Config/Labels/Id', null],
  ['Mounts/0/RW', 'Mounts_RW'],
  ['NetworkSettings/Networks/shop', null],
  ['NetworkSettings/Networks/shop/IPAddress', 'NetworkSettings_Networks_IPAddress'],
  ['HostConfig/LogConfig/Config', 'HostConfig_LogConfig_Config'],
  ['HostConfig/Mounts/0/VolumeOptions/Labels/team', null],
  ['HostConfig/Ulimits/0/Soft', 'HostConfig_Ulimits_Soft'],
  ['toString', null],
])('%s is the field %s', (path, key) => expect(fieldOf(path.replaceAll('/', '\u0000'))).toBe(key))
