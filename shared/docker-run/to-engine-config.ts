import type { ContainerConfig, Healthcheck } from './create-body.ts'
import type { SpecReader } from './spec-reader.ts'
import { parseEnvFile, parseLabelFile } from './values/env.ts'
import { toPair } from './values/pair.ts'
import { expandPort, parseExpose, parsePort } from './values/port.ts'
import { cut } from './values/text.ts'
import { parseVolume } from './values/volume.ts'

/** What the container is, apart from where it runs. Source: `parse` of the docker command. */
export function readConfig(reader: SpecReader): ContainerConfig {
  const healthcheck = readHealthcheck(reader)
  const stopTimeout = reader.integer('stop-timeout')
  const entrypoint = reader.text('entrypoint')
  const command = reader.spec.command.map((word) => reader.expand(word, null))
  return {
    Image: reader.expand(reader.spec.image, null),
    ...optionalText('Hostname', reader.text('hostname')),
    ...optionalText('Domainname', reader.text('domainname')),
    ...optionalText('User', reader.text('user')),
    ...optionalText('WorkingDir', reader.text('workdir')),
    ...optionalText('StopSignal', reader.text('stop-signal')),
    ...(stopTimeout === null ? {} : { StopTimeout: stopTimeout }),
    ...readStreams(reader),
    ...optionalList('Env', readEnvironment(reader)),
    ...optionalList('Cmd', command),
    ...(entrypoint === null ? {} : { Entrypoint: [entrypoint] }),
    ExposedPorts: readExposedPorts(reader),
    Volumes: Object.fromEntries(namelessVolumes(reader).map((target) => [target, {}])),
    Labels: readLabels(reader),
    ...(healthcheck === null ? {} : { Healthcheck: healthcheck }),
  }
}

function optionalText<K extends string>(key: K, value: string | null): { readonly [P in K]?: string } {
  return (value ? { [key]: value } : {}) as { readonly [P in K]?: string }
}

function optionalList<K extends string>(
  key: K,
  values: readonly string[],
): { readonly [P in K]?: readonly string[] } {
  return (values.length > 0 ? { [key]: values } : {}) as { readonly [P in K]?: readonly string[] }
}

/** Output and errors unless streams are named; detached, none, though input stays open. */
function readStreams(reader: SpecReader): Partial<ContainerConfig> {
  const named = new Set(reader.list('attach').map((stream) => stream.toLowerCase()))
  for (const stream of named) if (!streams.has(stream)) reader.report('invalid', 'attach', stream)
  const isDetached = reader.isOn('detach')
  if (isDetached && named.size > 0) reader.report('conflict', 'detach', 'attach')
  const isOpen = reader.isOn('interactive')
  const attachesInput = !isDetached && (isOpen || named.has('stdin'))
  return {
    Tty: reader.isOn('tty'),
    OpenStdin: isOpen,
    StdinOnce: isOpen && attachesInput,
    AttachStdin: attachesInput,
    AttachStdout: !isDetached && (named.size === 0 || named.has('stdout')),
    AttachStderr: !isDetached && (named.size === 0 || named.has('stderr')),
  }
}

const streams: ReadonlySet<string> = new Set(['stdin', 'stdout', 'stderr'])

/** Files first; of `--env` said twice the last counts, and both come after the files. */
function readEnvironment(reader: SpecReader): readonly string[] {
  const fromFiles = reader.list('env-file').flatMap((path) => readEnvFile(reader, path))
  const named = new Map<string, string>()
  for (const text of reader.list('env')) {
    const [name, value] = cut(text, '=')
    if (name === '') reader.report('invalid', 'env', text)
    else named.set(name, value === null ? fromHost(reader, name) : text)
  }
  return [...fromFiles, ...named.values()]
}

/** A bare name is sent as it is when it is not set here: it takes the image's variable away. */
function fromHost(reader: SpecReader, name: string): string {
  const { readEnv } = reader.surroundings
  if (readEnv === undefined) reader.report('env-unknown', 'env', name)
  const value = readEnv?.(name) ?? null
  return value === null ? name : `${name}=${value}`
}

function readEnvFile(reader: SpecReader, path: string): readonly string[] {
  const text = reader.file('env-file', path)
  if (text === null) return []
  const { entries, wrongLines } = parseEnvFile(text)
  if (wrongLines.length > 0) reader.report('invalid-file', 'env-file', path)
  const { readEnv } = reader.surroundings
  return entries.flatMap(({ name, value }) => {
    if (value !== null) return [`${name}=${value}`]
    if (readEnv === undefined) reader.report('env-unknown', 'env-file', name)
    // In a file, a name that is not set here is left out.
    const found = readEnv?.(name) ?? null
    return found === null ? [] : [`${name}=${found}`]
  })
}

function readLabels(reader: SpecReader): Readonly<Record<string, string>> {
  const fromFiles = reader.list('label-file').flatMap((path) => {
    const text = reader.file('label-file', path)
    const { entries, wrongLines } = parseLabelFile(text ?? '')
    if (wrongLines.length > 0) reader.report('invalid-file', 'label-file', path)
    return entries
  })
  const said = reader.list('label').map((text) => {
    const pair = toPair(text)
    if (/^[ \t]*$|^[ \t]*[^ \t]+[ \t]/.test(pair.key)) reader.report('invalid', 'label', text)
    return pair
  })
  return Object.fromEntries([...fromFiles, ...said].map(({ key, value }) => [key, value]))
}

function readExposedPorts(reader: SpecReader): NonNullable<ContainerConfig['ExposedPorts']> {
  const published = reader.parsed('publish', parsePort).flatMap(expandPort)
  const exposed = reader
    .parsed('expose', parseExpose)
    .flatMap(({ ports, protocol }) =>
      expandPort({ hostAddress: null, host: null, container: ports, protocol }),
    )
  return Object.fromEntries([...published, ...exposed].map(({ port }) => [port, {}]))
}

function namelessVolumes(reader: SpecReader): readonly string[] {
  return reader.list('volume').filter((text) => {
    const volume = parseVolume(text)
    return volume.ok && volume.value.source === null
  })
}

/** The line first, then in the order of the fields below. */
const healthTexts = [
  'health-cmd',
  'health-interval',
  'health-timeout',
  'health-start-period',
  'health-start-interval',
  'health-retries',
] as const

function readHealthcheck(reader: SpecReader): Healthcheck | null {
  const line = reader.text('health-cmd')
  const times = readHealthTimes(reader)
  const isSaid = Boolean(line) || Object.values(times).some((value) => value !== 0)
  if (reader.isOn('no-healthcheck')) {
    const other = healthTexts.find((name) => reader.text(name) !== null)
    if (isSaid && other) reader.report('conflict', 'no-healthcheck', other)
    return { Test: ['NONE'] }
  }
  if (times.StartInterval !== 0 && !reader.hasApi('1.44')) {
    reader.report('old-engine', 'health-start-interval', '1.44')
  }
  if (!isSaid) return null
  return { ...(line ? { Test: ['CMD-SHELL', line] } : {}), ...times }
}

function readHealthTimes(reader: SpecReader): Required<Omit<Healthcheck, 'Test'>> {
  const times = {
    Interval: reader.duration('health-interval'),
    Timeout: reader.duration('health-timeout'),
    StartPeriod: reader.duration('health-start-period'),
    StartInterval: reader.duration('health-start-interval'),
    Retries: reader.integer('health-retries') ?? 0,
  }
  for (const [index, value] of Object.values(times).entries()) {
    const name = healthTexts[index + 1]
    if (value < 0 && name) reader.report('invalid', name, reader.text(name))
  }
  return times
}
