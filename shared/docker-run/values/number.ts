import type { Read } from './result.ts'
import { read, wrong } from './result.ts'

const integer = /^[+-]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*)$/

/** A whole number as docker reads it: decimal, or with `0x`, `0o`, `0b` or a leading `0`. */
export function parseInteger(text: string, range: readonly [number, number]): Read<number> {
  if (!integer.test(text) || /__|_$|^[+-]?_/.test(text)) return wrong('bad-number', text)
  const digits = text.replaceAll('_', '').replace(/^[+-]/, '')
  const octal = /^0[0-9]+$/.test(digits)
  if (octal && !/^[0-7]+$/.test(digits)) return wrong('bad-number', text)
  const size = Number(octal ? `0o${digits.slice(1)}` : digits)
  const number = text.startsWith('-') && size !== 0 ? -size : size
  return number < range[0] || number > range[1] ? wrong('out-of-range', text) : read(number)
}

const decimal = /^\+?(?=\.?[0-9])([0-9]*)\.?([0-9]*)(?:[eE]([+-]?[0-9]{1,2}))?$/
const fraction = /^\+?([0-9]+)\/([0-9]+)$/
const nanoPlaces = 9
const nanoPerCpu = 10 ** nanoPlaces
const maxCpusLength = 40

/** `--cpus`: a number of processors such as `1.5` or `1/2`, exact to a billionth, in billionths. */
export function parseCpus(text: string): Read<number> {
  if (text.length > maxCpusLength) return wrong('bad-number', text)
  const ratio = ratioOf(text)
  if (ratio === null || ratio[1] === 0n) return wrong('bad-number', text)
  const [over, under] = ratio
  const nano = Number(over / under)
  // What is finer is refused rather than rounded.
  return over % under === 0n && Number.isSafeInteger(nano) ? read(nano) : wrong('out-of-range', text)
}

/** Billionths as a ratio of whole numbers. */
function ratioOf(text: string): readonly [bigint, bigint] | null {
  const [, over, under] = fraction.exec(text) ?? []
  if (over !== undefined && under !== undefined) return [BigInt(over) * BigInt(nanoPerCpu), BigInt(under)]
  const [match, whole = '', places = '', exponent = '0'] = decimal.exec(text) ?? []
  if (match === undefined) return null
  const power = nanoPlaces - places.length + Number(exponent)
  return [BigInt(whole + places) * 10n ** BigInt(Math.max(power, 0)), 10n ** BigInt(Math.max(-power, 0))]
}

export function printCpus(nano: number): string {
  const places = String(nano % nanoPerCpu).padStart(9, '0')
  const rest = places.replace(/0+$/, '')
  return `${Math.floor(nano / nanoPerCpu)}${rest === '' ? '' : `.${rest}`}`
}

const size = /^(\+?(?:[0-9]+\.?[0-9]*|\.[0-9]+)) ?(?:b|([kmgtp])(?:i?b)?)?$/i
const binaryUnits = ['', 'k', 'm', 'g', 't', 'p'] as const

/** A number of bytes: `512m`, `1.5g`, `64KiB`, `1048576`; units count by 1024. */
export function parseBytes(text: string): Read<number> {
  const [match, number = '', unit = ''] = size.exec(text) ?? []
  if (match === undefined) return wrong('bad-bytes', text)
  const power = binaryUnits.findIndex((each) => each === unit.toLowerCase())
  const bytes = Math.floor(Number(number) * 1024 ** power)
  return Number.isSafeInteger(bytes) ? read(bytes) : wrong('out-of-range', text)
}

/** The shortest exact text of a number of bytes: `512m`, `1536k`, `1000`. */
export function printBytes(bytes: number): string {
  let number = bytes
  let power = 0
  while (number !== 0 && number % 1024 === 0 && power < binaryUnits.length - 1) {
    number /= 1024
    power += 1
  }
  return `${number}${binaryUnits[power] ?? ''}`
}

const nanoPerUnit: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}
const durationPart = /([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)/y

/** A duration such as `1m30s`, `500ms` or `0`, in nanoseconds; a unit is needed except for zero. */
export function parseDuration(text: string): Read<number> {
  const sign = text.startsWith('-') ? -1 : 1
  const body = text.replace(/^[+-]/, '')
  if (body === '0') return read(0)
  if (body === '') return wrong('bad-duration', text)
  let nanoseconds = 0
  for (let at = 0; at < body.length; ) {
    durationPart.lastIndex = at
    const [match, number = '', unit = ''] = durationPart.exec(body) ?? []
    if (match === undefined) return wrong('bad-duration', text)
    nanoseconds += Math.round(Number(number) * (nanoPerUnit[unit] ?? 0))
    at += match.length
  }
  const total = sign * nanoseconds
  return Number.isSafeInteger(total) ? read(total === 0 ? 0 : total) : wrong('out-of-range', text)
}

/** The shortest text of nanoseconds: `1m30s`, `500ms`, `0s`. */
export function printDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return '0s'
  if (nanoseconds < 0) return `-${printDuration(-nanoseconds)}`
  let rest = nanoseconds
  let text = ''
  for (const unit of ['h', 'm', 's', 'ms', 'us', 'ns'] as const) {
    const size = nanoPerUnit[unit] ?? 1
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text
}

/** `--cpuset-cpus`, `--cpuset-mems`: `0-3,5`. */
export function parseNumberList(text: string): Read<readonly (readonly [number, number])[]> {
  const ranges: (readonly [number, number])[] = []
  for (const part of text.split(',')) {
    const [, first = '', last = first] = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(part) ?? []
    if (first === '' || Number(last) < Number(first)) return wrong('bad-list', part)
    ranges.push([Number(first), Number(last)])
  }
  return read(ranges)
}
