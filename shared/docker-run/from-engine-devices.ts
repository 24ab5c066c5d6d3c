import type { DeviceMapping, DeviceRequest } from './create-body.ts'
import type { ContainerJson } from './inspect-json.ts'
import type { SpecWriter } from './spec-writer.ts'
import type { Gpus } from './values/device.ts'
import { printDevice, printGpus } from './values/device.ts'
import { printDeviceBytes, printDeviceLimit } from './values/limits.ts'

const rates = [
  ['BlkioDeviceReadBps', 'device-read-bps', printDeviceBytes],
  ['BlkioDeviceWriteBps', 'device-write-bps', printDeviceBytes],
  ['BlkioDeviceReadIOps', 'device-read-iops', printDeviceLimit],
  ['BlkioDeviceWriteIOps', 'device-write-iops', printDeviceLimit],
] as const

/** Devices of the host, GPUs, and how fast disks may be. */
export function writeDevices(writer: SpecWriter, { HostConfig: host }: ContainerJson): void {
  if (!host) return
  writer.list('device', host.Devices?.map(deviceOf))
  for (const request of host.DeviceRequests ?? []) writeRequest(writer, request)
  for (const [field, name, print] of rates) {
    writer.list(
      name,
      host[field]?.map(({ Path: path, Rate: limit }) => print({ path, limit })),
    )
  }
  writer.list(
    'blkio-weight-device',
    host.BlkioWeightDevice?.map(({ Path: path, Weight: limit }) => printDeviceLimit({ path, limit })),
  )
}

function deviceOf({ PathOnHost: host, PathInContainer, CgroupPermissions }: DeviceMapping): string {
  const permissions = CgroupPermissions || 'rwm'
  return printDevice({ kind: 'path', host, container: PathInContainer || host, permissions })
}

type Request = { readonly [K in keyof DeviceRequest]?: DeviceRequest[K] | null }

function writeRequest(writer: SpecWriter, request: Request): void {
  if (request.Driver === 'cdi') return writer.list('device', request.DeviceIDs)
  const [capabilities = [], ...alternatives] = request.Capabilities ?? []
  if (alternatives.length > 0 || !capabilities.includes('gpu')) {
    return writer.lose('no-option', 'gpus', `HostConfig.DeviceRequests ${JSON.stringify(request)}`)
  }
  const devices = request.DeviceIDs ?? []
  const gpus = {
    driver: request.Driver || null,
    count: devices.length > 0 ? null : countOf(request.Count ?? 0),
    devices,
    capabilities: capabilities.filter((each) => each !== 'gpu'),
    options: Object.entries(request.Options ?? {}).map(([key, value]) => ({ key, value })),
  }
  writer.list('gpus', [printGpus(gpus)])
}

function countOf(count: number): Gpus['count'] {
  return count === -1 ? 'all' : count
}
