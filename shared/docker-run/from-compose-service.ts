import { quoteWord } from '../docker-command.ts'
import { listKeys, mapKeys, numberKeys, switchKeys, textKeys } from './compose-keys.ts'
import type { Problems } from './conversion.ts'
import { readNetworks } from './from-compose-networks.ts'
import { readDevices, readLimits } from './from-compose-resources.ts'
import type { Keys } from './from-compose-value.ts'
import { isMap, isTrue, KeyReader, pairsOf, splitWords, textOf, textsOf } from './from-compose-value.ts'
import { readVolumes } from './from-compose-volumes.ts'
import type { RunSpec } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'
import { parseDuration } from './values/number.ts'

/** Where a service stands. */
export type ServiceContext = {
  readonly service: string
  readonly project: string | null
  /** What the file says of its networks and volumes. */
  readonly networks: unknown
  readonly volumes: unknown
  readonly problems: Problems
  /** Pieces of values that a shell is to replace. */
  readonly variables: Set<string>
}

export function readService(keys: Keys, context: ServiceContext): RunSpec {
  const reader = new KeyReader(keys)
  const { writer } = reader
  for (const [option, key] of textKeys) writer.text(option, reader.text(key))
  for (const [option, key] of numberKeys) writer.text(option, reader.text(key))
  for (const [option, key] of switchKeys) readSwitch(reader, option, key)
  for (const [option, key] of mapKeys) writer.list(option, pairsOf(reader.take(key)))
  for (const [option, key] of listKeys) {
    if (!structuredKeys.has(key)) writer.list(option, reader.texts(key))
  }
  readPorts(reader)
  readNames(reader)
  readVolumes(reader, context)
  readNetworks(reader, context)
  readHealth(reader)
  readLimits(reader, context)
  readDevices(reader, context)
  readFiles(reader)
  const command = readWords(reader)
  const image = reader.text('image') ?? ''
  if (reader.take('build') !== null) context.problems.add('built-image', null, context.service)
  for (const key of reader.unread) context.problems.add('key-left-out', null, `${context.service}.${key}`)
  return { ...emptySpec(image), options: writer.options, command }
}

/** Keys whose values may be more than texts. */
const structuredKeys: ReadonlySet<string> = new Set(['ports', 'extra_hosts', 'devices', 'label_file'])

function readSwitch(reader: KeyReader, option: (typeof switchKeys)[number][0], key: string): void {
  const value = reader.take(key)
  if (option === 'init' && value !== null) reader.writer.set('init', isTrue(value))
  else reader.writer.turn(option, isTrue(value))
}

function readPorts(reader: KeyReader): void {
  const ports = reader.take('ports')
  for (const port of Array.isArray(ports) ? (ports as readonly unknown[]) : []) {
    if (!isMap(port)) {
      reader.writer.list('publish', textsOf(port))
      continue
    }
    const [published, target, protocol] = [port['published'], port['target'], port['protocol']].map(textOf)
    const address = textOf(port['host_ip'])
    const container = `${target ?? ''}${protocol && protocol !== 'tcp' ? `/${protocol}` : ''}`
    const host = address === null ? (published ?? null) : `${bracketed(address)}:${published ?? ''}`
    reader.writer.list('publish', [host === null ? container : `${host}:${container}`])
  }
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}

function readNames(reader: KeyReader): void {
  const hosts = reader.take('extra_hosts')
  const entries = isMap(hosts)
    ? Object.entries(hosts).flatMap(([host, addresses]) =>
        textsOf(addresses).map((address) => `${host}:${address}`),
      )
    : textsOf(hosts).map((text) => text.replace('=', ':'))
  reader.writer.list('add-host', entries)
  // Links to services of the file are links to their containers.
  reader.writer.list('link', reader.texts('links'))
}

const healthTexts = [
  ['interval', 'health-interval'],
  ['timeout', 'health-timeout'],
  ['retries', 'health-retries'],
  ['start_period', 'health-start-period'],
  ['start_interval', 'health-start-interval'],
] as const

function readHealth(reader: KeyReader): void {
  const health = reader.map('healthcheck')
  const { writer } = reader
  const test = health['test']
  const [kind, ...words] = Array.isArray(test) ? textsOf(test) : ['CMD-SHELL', ...textsOf(test)]
  if (isTrue(health['disable']) || kind === 'NONE') return writer.turn('no-healthcheck', true)
  if (kind === 'CMD-SHELL') writer.text('health-cmd', words.join(' '))
  else if (kind === 'CMD') {
    // The docker command takes a line for the container's shell only.
    writer.text('health-cmd', words.map(quoteWord).join(' '))
    writer.lose('key-left-out', 'health-cmd', `healthcheck.test ${JSON.stringify(test)}`)
  }
  for (const [key, option] of healthTexts) writer.text(option, textOf(health[key]))
}

/** Files of variables and labels, and how long the container may take to stop. */
function readFiles(reader: KeyReader): void {
  const { writer } = reader
  const files = reader.take('env_file')
  const paths = (Array.isArray(files) ? (files as readonly unknown[]) : [files]).flatMap((file) =>
    textsOf(isMap(file) ? file['path'] : file),
  )
  writer.list('env-file', paths)
  writer.list('label-file', reader.texts('label_file'))
  const grace = parseDuration(reader.text('stop_grace_period') ?? '')
  if (grace.ok) writer.text('stop-timeout', String(Math.round(grace.value / 1e9)))
  const logging = reader.map('logging')
  writer.text('log-driver', textOf(logging['driver']))
  writer.list('log-opt', pairsOf(logging['options']))
}

/** The words after the image; what an entrypoint has more than its first word stands before them. */
function readWords(reader: KeyReader): readonly string[] {
  const command = wordsOf(reader.take('command'))
  const entrypoint = reader.take('entrypoint')
  if (entrypoint === null) return command
  const [program = '', ...words] = wordsOf(entrypoint)
  reader.writer.exactText('entrypoint', program)
  return [...words, ...command]
}

function wordsOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? splitWords(value) : textsOf(value ?? [])
}
