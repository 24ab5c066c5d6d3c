import type { ServiceContext } from './from-compose-service.ts'
import type { KeyReader, Keys } from './from-compose-value.ts'
import { isMap, mapOf, textOf, textsOf } from './from-compose-value.ts'
import { printGpus } from './values/device.ts'
import { printUlimit } from './values/limits.ts'

const rates = [
  ['weight_device', 'blkio-weight-device', 'weight'],
  ['device_read_bps', 'device-read-bps', 'rate'],
  ['device_write_bps', 'device-write-bps', 'rate'],
  ['device_read_iops', 'device-read-iops', 'rate'],
  ['device_write_iops', 'device-write-iops', 'rate'],
] as const

/** Limits on processes, disks and, where Compose has them under `deploy`, memory and processors. */
export function readLimits(reader: KeyReader, context: ServiceContext): void {
  const { writer } = reader
  const ulimits = Object.entries(reader.map('ulimits')).map(([name, limit]) => {
    const [soft, hard] = isMap(limit) ? [limit['soft'], limit['hard']] : [limit, limit]
    return printUlimit({ name, soft: Number(soft), hard: Number(hard) })
  })
  writer.list('ulimit', ulimits)
  const blkio = reader.map('blkio_config')
  writer.text('blkio-weight', textOf(blkio['weight']))
  for (const [key, option, number] of rates) {
    const devices = Array.isArray(blkio[key]) ? (blkio[key] as readonly unknown[]).filter(isMap) : []
    writer.list(
      option,
      devices.map((device) => `${textOf(device['path']) ?? ''}:${textOf(device[number]) ?? ''}`),
    )
  }
  readDeploy(reader, context)
}

const deployLimits = [
  ['limits', 'cpus', 'cpus'],
  ['limits', 'memory', 'memory'],
  ['limits', 'pids', 'pids-limit'],
  ['reservations', 'memory', 'memory-reservation'],
] as const

function readDeploy(reader: KeyReader, { problems, service }: ServiceContext): void {
  const { resources, ...others } = reader.map('deploy')
  const parts: Keys = isMap(resources) ? resources : {}
  for (const [part, key, option] of deployLimits) {
    const keys = parts[part]
    if (isMap(keys)) reader.writer.text(option, textOf(keys[key]))
  }
  for (const key of Object.keys(others)) problems.add('key-left-out', null, `${service}.deploy.${key}`)
  const reservations = parts['reservations']
  const devices = isMap(reservations) ? reservations['devices'] : []
  writeGpus(reader, Array.isArray(devices) ? (devices as readonly unknown[]) : [], { problems, service })
}

/** Devices of the host, and GPUs in the key of their own. */
export function readDevices(reader: KeyReader, context: ServiceContext): void {
  const devices = reader.take('devices')
  for (const device of Array.isArray(devices) ? (devices as readonly unknown[]) : []) {
    const [source, target, permissions] = isMap(device)
      ? [device['source'], device['target'], device['permissions']].map(textOf)
      : textsOf(device)
    reader.writer.list('device', [[source, target, permissions].filter(Boolean).join(':')])
  }
  const gpus = reader.take('gpus')
  if (gpus === 'all') reader.writer.list('gpus', ['all'])
  else if (Array.isArray(gpus)) {
    const requests = (gpus as readonly unknown[]).map((gpu) =>
      isMap(gpu) ? { ...gpu, capabilities: [...textsOf(gpu['capabilities'] ?? []), 'gpu'] } : gpu,
    )
    writeGpus(reader, requests, context)
  }
}

function writeGpus(
  reader: KeyReader,
  requests: readonly unknown[],
  { problems, service }: Pick<ServiceContext, 'problems' | 'service'>,
): void {
  for (const request of requests) {
    const keys = isMap(request) ? request : {}
    const capabilities = textsOf(keys['capabilities'] ?? [])
    if (!capabilities.includes('gpu')) {
      problems.add('key-left-out', 'gpus', `${service}.deploy.resources.reservations.devices`)
      continue
    }
    const devices = textsOf(keys['device_ids'] ?? [])
    const count = textOf(keys['count']) ?? 'all'
    const text = printGpus({
      driver: textOf(keys['driver']),
      count: devices.length > 0 ? null : count === 'all' ? 'all' : Number(count),
      devices,
      capabilities: capabilities.filter((each) => each !== 'gpu'),
      options: mapOf(keys['options'] ?? []),
    })
    reader.writer.list('gpus', [text])
  }
}
