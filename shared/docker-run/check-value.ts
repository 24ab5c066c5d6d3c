import { parseReference } from '../reference.ts'
import type { RunOption, ValueGrammar } from './run-options.ts'
import { parseAddress, parseDomain, parseMac } from './values/address.ts'
import { parseDevice, parseDeviceRule, parseGpus } from './values/device.ts'
import { parseEnv } from './values/env.ts'
import { parseDeviceBytes, parseDeviceIops, parseDeviceWeight, parseUlimit } from './values/limits.ts'
import { parseMount } from './values/mount.ts'
import { parseHost, parseLink, parseNetwork } from './values/network.ts'
import { parseBytes, parseCpus, parseDuration, parseInteger, parseNumberList } from './values/number.ts'
import { parseAnnotation, parseLabel, parsePair, parseSysctl } from './values/pair.ts'
import { parseExpose, parsePort } from './values/port.ts'
import {
  parseCapability,
  parseDetachKeys,
  parseName,
  parseNamespace,
  parsePlatform,
  parseRestart,
  parseSecurity,
  parseSignal,
  parseUser,
} from './values/process.ts'
import type { Read } from './values/result.ts'
import { orNothing, read, wrong } from './values/result.ts'
import { isHostPath, parseTmpfs, parseVolume, parseVolumesFrom } from './values/volume.ts'

type Check = (text: string, option: RunOption) => Read<unknown>

const anyText: Check = (text) => read(text)
const someText: Check = (text) => (text === '' ? wrong('empty-value', text) : read(text))

const checks: Readonly<Record<ValueGrammar, Check>> = {
  address: checkAddress,
  annotation: parseAnnotation,
  bytes: parseBytes,
  capability: parseCapability,
  choice: checkChoice,
  cpus: parseCpus,
  'detach-keys': parseDetachKeys,
  device: parseDevice,
  'device-bytes': parseDeviceBytes,
  'device-iops': parseDeviceIops,
  'device-rule': parseDeviceRule,
  'device-weight': parseDeviceWeight,
  domain: parseDomain,
  duration: checkDuration,
  env: parseEnv,
  expose: parseExpose,
  file: someText,
  gpus: parseGpus,
  host: parseHost,
  integer: (text, { range }) => parseInteger(text, range ?? [0, Number.MAX_SAFE_INTEGER]),
  label: parseLabel,
  link: parseLink,
  mac: orNothing(parseMac),
  mount: checkMount,
  name: orNothing(parseName),
  namespace: (text, { choices }) => parseNamespace(text, choices),
  network: parseNetwork,
  'number-list': orNothing(parseNumberList),
  pair: (text, { name }) => (name === 'storage-opt' ? parsePair(text) : parseAnnotation(text)),
  path: checkDirectory,
  platform: orNothing(parsePlatform),
  port: parsePort,
  restart: parseRestart,
  security: parseSecurity,
  signal: orNothing(parseSignal),
  swap: (text) => (text === '-1' ? read(-1) : parseBytes(text)),
  sysctl: parseSysctl,
  text: anyText,
  tmpfs: parseTmpfs,
  ulimit: parseUlimit,
  user: parseUser,
  volume: checkVolume,
  'volumes-from': parseVolumesFrom,
}

/** Holds the text of a value against the grammar of its option. */
export function checkValue(option: RunOption, text: string): Read<unknown> {
  return option.value === null ? read(text) : checks[option.value](text, option)
}

/** The image's reference, or an id, which docker also takes. */
export function checkImage(text: string): Read<string> {
  const reference = parseReference(text)
  const isFine = reference.ok || reference.problem === 'is-id' || /^sha256:[0-9a-f]{64}$/.test(text)
  return isFine ? read(text) : wrong('bad-reference', text)
}

const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** What is no path must be a volume's name; a tilde that no shell replaces is neither. */
function checkVolume(text: string): Read<unknown> {
  const volume = parseVolume(text)
  if (!volume.ok || volume.value.source === null) return volume
  const { source } = volume.value
  const isPath = isHostPath(source) && !source.startsWith('~')
  return isPath || volumeName.test(source) ? volume : wrong('bad-name', source)
}

function checkMount(text: string): Read<unknown> {
  const mount = parseMount(text)
  if (!mount.ok || mount.value.type !== 'volume' || !mount.value.source) return mount
  return volumeName.test(mount.value.source) ? mount : wrong('bad-name', mount.value.source)
}

/** `--ip` and `--ip6` take one kind each, and may be empty. */
function checkAddress(text: string, { name, kind }: RunOption): Read<unknown> {
  if (text === '' && kind === 'text') return read(null)
  const address = parseAddress(text)
  const family = name === 'ip' ? 4 : name === 'ip6' ? 6 : null
  const isOther = address.ok && family !== null && address.value.family !== family
  return isOther ? wrong('bad-address', text) : address
}

/** The empty text is the engine's own choice; docker reads the names of streams in any case. */
function checkChoice(text: string, { choices, name }: RunOption): Read<unknown> {
  const word = name === 'attach' ? text.toLowerCase() : text
  return choices.includes(word) || (word === '' && name !== 'attach') ? read(word) : wrong('bad-choice', text)
}

/** Shorter than a millisecond is none to the engine. */
function checkDuration(text: string): Read<number> {
  const duration = parseDuration(text)
  if (!duration.ok || duration.value === 0) return duration
  return duration.value < 1_000_000 ? wrong('out-of-range', text) : duration
}

function checkDirectory(text: string): Read<string> {
  return text === '' || /^(?:\/|[A-Za-z]:[\\/])/.test(text) ? read(text) : wrong('not-absolute', text)
}
