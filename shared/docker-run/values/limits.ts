import { parseBytes, parseInteger, printBytes } from './number.ts'
import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut } from './text.ts'

export const ulimitNames = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
] as const

/** A value of `--ulimit`; -1 is unlimited. A hard limit that is not said is the soft one. */
export type Ulimit = { readonly name: string; readonly soft: number; readonly hard: number }

const limit = /^[+-]?[0-9]{1,19}$/

export function parseUlimit(text: string): Read<Ulimit> {
  const [name, limits] = cut(text, '=')
  if (limits === null) return wrong('bad-ulimit', text)
  if (!ulimitNames.some((each) => each === name)) return wrong('unknown-key', name)
  const parts = limits.split(':', 3)
  if (parts.length > 2 || !parts.every((part) => limit.test(part))) return wrong('bad-ulimit', text)
  const [soft = 0, hard = soft] = parts.map(Number)
  if (!Number.isSafeInteger(soft) || !Number.isSafeInteger(hard)) return wrong('out-of-range', text)
  const isOver = hard !== -1 && (soft === -1 || soft > hard)
  return isOver ? wrong('out-of-range', text) : read({ name, soft, hard })
}

export function printUlimit({ name, soft, hard }: Ulimit): string {
  return `${name}=${soft}${soft === hard ? '' : `:${hard}`}`
}

/** A device of the host with a number: a weight, bytes per second or operations per second. */
export type DeviceLimit = { readonly path: string; readonly limit: number }

/** `--device-read-bps`, `--device-write-bps`: `/dev/sda:1mb`. */
export function parseDeviceBytes(text: string): Read<DeviceLimit> {
  return parseDeviceLimit(text, parseBytes)
}

/** `--device-read-iops`, `--device-write-iops`: `/dev/sda:1000`. */
export function parseDeviceIops(text: string): Read<DeviceLimit> {
  return parseDeviceLimit(text, parseCount)
}

/** `--blkio-weight-device`: `/dev/sda:500`, from 10 to 1000, or 0 for none. */
export function parseDeviceWeight(text: string): Read<DeviceLimit> {
  const weight = parseDeviceLimit(text, parseCount)
  if (!weight.ok) return weight
  const { limit: value } = weight.value
  return value !== 0 && (value < 10 || value > 1000) ? wrong('out-of-range', text) : weight
}

export function printDeviceBytes({ path, limit: bytes }: DeviceLimit): string {
  return `${path}:${printBytes(bytes)}`
}

export function printDeviceLimit({ path, limit: value }: DeviceLimit): string {
  return `${path}:${value}`
}

function parseCount(text: string): Read<number> {
  if (!/^[0-9]+$/.test(text)) return wrong('bad-number', text)
  return parseInteger(text.replace(/^0+(?=[0-9])/, ''), [0, Number.MAX_SAFE_INTEGER])
}

function parseDeviceLimit(text: string, parse: (text: string) => Read<number>): Read<DeviceLimit> {
  const [path, rest] = cut(text, ':')
  if (rest === null || !path.startsWith('/dev/')) return wrong('bad-device', text)
  const number = parse(rest)
  return number.ok ? read({ path, limit: number.value }) : number
}
