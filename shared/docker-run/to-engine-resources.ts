import type { DeviceMapping, DeviceRequest, Resources, ThrottleDevice } from './create-body.ts'
import type { SpecReader } from './spec-reader.ts'
import type { Gpus } from './values/device.ts'
import { parseDevice, parseGpus } from './values/device.ts'
import type { DeviceLimit } from './values/limits.ts'
import { parseDeviceBytes, parseDeviceIops, parseDeviceWeight, parseUlimit } from './values/limits.ts'
import { parseBytes, parseCpus } from './values/number.ts'
import { read } from './values/result.ts'

/** Memory, processors, disks and devices. Zero is "no limit", as the docker command sends it. */
export function readResources(reader: SpecReader): Resources {
  return {
    CgroupParent: reader.text('cgroup-parent') ?? '',
    ...readMemory(reader),
    ...readProcessors(reader),
    ...readDisks(reader),
    PidsLimit: reader.integer('pids-limit') ?? 0,
    Ulimits: readUlimits(reader),
    ...readDevices(reader),
  }
}

function readMemory(reader: SpecReader): Resources {
  const kernelMemory = reader.bytes('kernel-memory')
  const isKnown = !reader.hasApi('1.42')
  if (kernelMemory !== 0 && !isKnown) reader.report('no-effect', 'kernel-memory')
  return {
    Memory: reader.bytes('memory'),
    MemoryReservation: reader.bytes('memory-reservation'),
    MemorySwap: reader.one('memory-swap', (text) => (text === '-1' ? read(-1) : parseBytes(text))) ?? 0,
    MemorySwappiness: reader.integer('memory-swappiness') ?? -1,
    ...(isKnown && kernelMemory !== 0 ? { KernelMemory: kernelMemory } : {}),
    OomKillDisable: reader.isOn('oom-kill-disable'),
  }
}

function readProcessors(reader: SpecReader): Resources {
  return {
    NanoCpus: reader.one('cpus', parseCpus) ?? 0,
    CpuCount: reader.integer('cpu-count') ?? 0,
    CpuPercent: reader.integer('cpu-percent') ?? 0,
    CpuShares: reader.integer('cpu-shares') ?? 0,
    CpuPeriod: reader.integer('cpu-period') ?? 0,
    CpuQuota: reader.integer('cpu-quota') ?? 0,
    CpuRealtimePeriod: reader.integer('cpu-rt-period') ?? 0,
    CpuRealtimeRuntime: reader.integer('cpu-rt-runtime') ?? 0,
    CpusetCpus: reader.text('cpuset-cpus') ?? '',
    CpusetMems: reader.text('cpuset-mems') ?? '',
  }
}

function readDisks(reader: SpecReader): Resources {
  const weights = reader.parsed('blkio-weight-device', parseDeviceWeight)
  return {
    BlkioWeight: reader.integer('blkio-weight') ?? 0,
    BlkioWeightDevice: weights.map(({ path, limit }) => ({ Path: path, Weight: limit })),
    BlkioDeviceReadBps: reader.parsed('device-read-bps', parseDeviceBytes).map(toThrottle),
    BlkioDeviceWriteBps: reader.parsed('device-write-bps', parseDeviceBytes).map(toThrottle),
    BlkioDeviceReadIOps: reader.parsed('device-read-iops', parseDeviceIops).map(toThrottle),
    BlkioDeviceWriteIOps: reader.parsed('device-write-iops', parseDeviceIops).map(toThrottle),
    IOMaximumIOps: reader.integer('io-maxiops') ?? 0,
    IOMaximumBandwidth: reader.bytes('io-maxbandwidth'),
  }
}

function toThrottle({ path, limit }: DeviceLimit): ThrottleDevice {
  return { Path: path, Rate: limit }
}

/** In the order of their names; of a limit said twice the last counts. */
function readUlimits(reader: SpecReader): NonNullable<Resources['Ulimits']> {
  const limits = new Map(reader.parsed('ulimit', parseUlimit).map((limit) => [limit.name, limit]))
  return [...limits.values()]
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard }))
}

function readDevices(reader: SpecReader): Resources {
  const devices = reader.parsed('device', parseDevice)
  const mappings: readonly DeviceMapping[] = devices.flatMap((device) =>
    device.kind === 'cdi'
      ? []
      : [
          {
            PathOnHost: device.host,
            PathInContainer: device.container,
            CgroupPermissions: device.permissions,
          },
        ],
  )
  const named = devices.flatMap((device) => (device.kind === 'cdi' ? [device.name] : []))
  const requests: readonly DeviceRequest[] = [
    ...reader.parsed('gpus', parseGpus).map(toRequest),
    ...(named.length === 0 ? [] : [{ Driver: 'cdi', Count: 0, DeviceIDs: named }]),
  ]
  const rules = reader.listIfAny('device-cgroup-rule')
  return {
    Devices: mappings,
    ...(requests.length === 0 ? {} : { DeviceRequests: requests }),
    ...(rules === undefined ? {} : { DeviceCgroupRules: rules }),
  }
}

function toRequest({ driver, count, devices, capabilities, options }: Gpus): DeviceRequest {
  return {
    Driver: driver ?? '',
    Count: count === 'all' ? -1 : (count ?? 0),
    ...(devices.length === 0 ? {} : { DeviceIDs: devices }),
    Capabilities: [[...capabilities, 'gpu']],
    Options: Object.fromEntries(options.map(({ key, value }) => [key, value])),
  }
}
