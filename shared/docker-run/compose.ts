import { stringify } from 'yaml'
import { listKeys, mapKeys, numberKeys, switchKeys, textKeys, unsaidOptions } from './compose-keys.ts'
import type { Networking } from './compose-networks.ts'
import { networking } from './compose-networks.ts'
import type { Yaml } from './compose-value.ts'
import { escapeDollars, filled } from './compose-value.ts'
import type { Volumes } from './compose-volumes.ts'
import { volumesOf } from './compose-volumes.ts'
import type { ConversionProblem } from './conversion.ts'
import { Problems } from './conversion.ts'
import type { RunSpec } from './run-spec.ts'
import { listOf, switchOf, textOf, valueOf } from './run-spec.ts'
import { parseDevice, parseGpus } from './values/device.ts'
import { parseDeviceBytes, parseDeviceIops, parseDeviceWeight, parseUlimit } from './values/limits.ts'
import { parseCpus, parseInteger } from './values/number.ts'
import { toPair } from './values/pair.ts'
import { parsePort, printPort } from './values/port.ts'
import { cut } from './values/text.ts'

export type ComposeText = { readonly yaml: string; readonly problems: readonly ConversionProblem[] }

/** A Compose file with one service that makes the same container. What Compose has no key for is a problem. */
export function toComposeService(spec: RunSpec, service: string): ComposeText {
  const problems = new Problems()
  const networks = networking(spec, problems)
  const volumes = volumesOf(spec, problems)
  for (const { text } of spec.unknown) problems.add('unknown-option', null, text)
  reportUnsaid(spec, problems)
  const file = {
    services: { [service]: writeService(spec, networks, volumes, problems) },
    networks: filled(networks.declared),
    volumes: filled(volumes.declared),
  }
  const yaml = stringify(escapeDollars(filled(file) ?? {}, spec.variables), {
    // Words such as `no` and `22:22` are quoted: older readers take them for something else.
    version: '1.1',
    lineWidth: 0,
  })
  return { yaml, problems: problems.list }
}

function reportUnsaid(spec: RunSpec, problems: Problems): void {
  for (const name of unsaidOptions) {
    const value = valueOf(spec, name)
    const isUsual = name === 'sig-proxy' || name === 'disable-content-trust' ? value !== false : !value
    if (!isUsual)
      problems.add('no-key', name, typeof value === 'object' ? (value?.join() ?? null) : String(value))
  }
}

function writeService(spec: RunSpec, networks: Networking, volumes: Volumes, problems: Problems): Yaml {
  const simple: Record<string, Yaml> = { image: spec.image }
  for (const [option, key] of textKeys) simple[key] = textOf(spec, option)
  for (const [option, key] of switchKeys) simple[key] = valueOf(spec, option)
  for (const [option, key] of listKeys) simple[key] = [...listOf(spec, option)]
  for (const [option, key] of mapKeys) simple[key] = toMap(listOf(spec, option), option === 'env')
  for (const [option, key] of numberKeys) simple[key] = toNumber(textOf(spec, option))
  const entrypoint = textOf(spec, 'entrypoint')
  return {
    ...simple,
    ...networks.service,
    ...volumes.service,
    // What is empty says that there is none.
    ...(entrypoint === null ? {} : { entrypoint: entrypoint === '' ? [''] : [entrypoint] }),
    command: [...spec.command],
    ports: listOf(spec, 'publish').map(shortPort),
    devices: listOf(spec, 'device').map(wholeDevice),
    env_file: listOf(spec, 'env-file').map((path) => ({ path, format: 'raw' })),
    stop_grace_period: gracePeriod(spec, problems),
    healthcheck: healthcheck(spec),
    ulimits: ulimits(spec, problems),
    blkio_config: blkio(spec, problems),
    deploy: gpus(spec, problems),
    logging: logging(spec),
  }
}

/** Compose reads the short form only. */
function shortPort(text: string): string {
  const port = parsePort(text)
  return port.ok && text.includes('=') ? printPort(port.value) : text
}

/** Permissions are read in the third place only. */
function wholeDevice(text: string): string {
  const device = parseDevice(text)
  if (!device.ok || device.value.kind === 'cdi') return text
  const { host, container, permissions } = device.value
  return permissions === 'rwm' ? text : `${host}:${container}:${permissions}`
}

function toMap(pairs: readonly string[], canBeBare: boolean): Yaml {
  return Object.fromEntries(
    pairs.map((text) => {
      const [key, value] = cut(text, '=')
      // A variable without a value is taken from where Compose runs.
      return [key, value ?? (canBeBare ? null : '')]
    }),
  )
}

const anyInteger = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const

/** A text that is no plain number, such as `1g`, stays a text. */
function toNumber(text: string | null): Yaml {
  if (text === null) return null
  const integer = parseInteger(text, anyInteger)
  if (integer.ok) return integer.value
  const cpus = parseCpus(text)
  return cpus.ok ? cpus.value / 1e9 : text
}

function gracePeriod(spec: RunSpec, problems: Problems): Yaml {
  const seconds = toNumber(textOf(spec, 'stop-timeout'))
  if (typeof seconds !== 'number') return null
  if (seconds >= 0) return `${seconds}s`
  problems.add('no-key', 'stop-timeout', String(seconds))
  return null
}

function healthcheck(spec: RunSpec): Yaml {
  if (switchOf(spec, 'no-healthcheck')) return { disable: true }
  const line = textOf(spec, 'health-cmd')
  return {
    test: line ? ['CMD-SHELL', line] : null,
    interval: textOf(spec, 'health-interval'),
    timeout: textOf(spec, 'health-timeout'),
    retries: toNumber(textOf(spec, 'health-retries')),
    start_period: textOf(spec, 'health-start-period'),
    start_interval: textOf(spec, 'health-start-interval'),
  }
}

function ulimits(spec: RunSpec, problems: Problems): Yaml {
  return Object.fromEntries(
    listOf(spec, 'ulimit').flatMap((text) => {
      const limit = parseUlimit(text)
      if (!limit.ok) problems.add('invalid', 'ulimit', text)
      return limit.ok ? [[limit.value.name, { soft: limit.value.soft, hard: limit.value.hard }]] : []
    }),
  )
}

const rates = [
  ['device-read-bps', 'device_read_bps', parseDeviceBytes],
  ['device-write-bps', 'device_write_bps', parseDeviceBytes],
  ['device-read-iops', 'device_read_iops', parseDeviceIops],
  ['device-write-iops', 'device_write_iops', parseDeviceIops],
  ['blkio-weight-device', 'weight_device', parseDeviceWeight],
] as const

function blkio(spec: RunSpec, problems: Problems): Yaml {
  const limits = rates.map(([option, key, parse]) => {
    const values = listOf(spec, option).flatMap((text) => {
      const limit = parse(text)
      if (!limit.ok) problems.add('invalid', option, text)
      const name = option === 'blkio-weight-device' ? 'weight' : 'rate'
      return limit.ok ? [{ path: limit.value.path, [name]: limit.value.limit }] : []
    })
    return [key, values] as const
  })
  return { weight: toNumber(textOf(spec, 'blkio-weight')), ...Object.fromEntries(limits) }
}

function gpus(spec: RunSpec, problems: Problems): Yaml {
  const wanted = listOf(spec, 'gpus').flatMap((text) => {
    const value = parseGpus(text)
    if (!value.ok) problems.add('invalid', 'gpus', text)
    return value.ok ? [value.value] : []
  })
  const requests = wanted.map(({ driver, count, devices: ids, capabilities, options }) => ({
    driver,
    count,
    device_ids: [...ids],
    capabilities: [...capabilities, 'gpu'],
    options: Object.fromEntries(options.map(({ key, value }) => [key, value])),
  }))
  return { resources: { reservations: { devices: requests } } }
}

function logging(spec: RunSpec): Yaml {
  const options = listOf(spec, 'log-opt').map(toPair)
  return {
    driver: textOf(spec, 'log-driver'),
    options: Object.fromEntries(options.map(({ key, value }) => [key, value])),
  }
}
