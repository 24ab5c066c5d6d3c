import type { ConversionProblem } from './conversion.ts'
import { writeCommand, writeHealth } from './from-engine-command.ts'
import { writeDevices } from './from-engine-devices.ts'
import { writeHost } from './from-engine-host.ts'
import { writeMounts } from './from-engine-mounts.ts'
import { writeNetworks } from './from-engine-networks.ts'
import { writePorts } from './from-engine-ports.ts'
import { writeUnsayable } from './from-engine-unsayable.ts'
import type { ContainerJson, ImageJson } from './inspect-json.ts'
import type { OptionValue, RunSpec } from './run-spec.ts'
import { emptySpec } from './run-spec.ts'
import { pairsOf, SpecWriter } from './spec-writer.ts'
import { toCreateRequest } from './to-engine.ts'

export type InspectedSpec = { readonly spec: RunSpec; readonly problems: readonly ConversionProblem[] }

/** What an engine does when nothing is said; what is not known here is written out. Source: SystemInfo. */
export type EngineDefaults = {
  /** `Name`: what containers on the host's network are called. */
  readonly hostName?: string
  /** `LoggingDriver` */
  readonly logDriver?: string
  /** `DefaultRuntime` */
  readonly runtime?: string
  /** `CgroupVersion` */
  readonly cgroupVersion?: string
  /** `Architecture`, as the images name it (`amd64`). */
  readonly architecture?: string
}

const goArchitectures: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  aarch64: 'arm64',
  armv7l: 'arm',
  armv6l: 'arm',
  i686: '386',
}

/** The defaults of an engine, by what it tells of itself. Source: SystemInfo. */
export function defaultsOf(info: Readonly<Record<string, unknown>>): EngineDefaults {
  const text = (field: string) => (typeof info[field] === 'string' && info[field] !== '' ? info[field] : null)
  const fields = {
    hostName: text('Name'),
    logDriver: text('LoggingDriver'),
    runtime: text('DefaultRuntime'),
    cgroupVersion: text('CgroupVersion'),
    architecture: goArchitectures[text('Architecture') ?? ''] ?? text('Architecture'),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

/**
 * The shortest command that makes such a container: what it inherits from its image and what the engine does by
 * default are left out. Without the image, nothing is known to be inherited. What no option says is a problem.
 * Source: ContainerInspect, ImageInspect.
 */
export function fromInspect(
  told: ContainerJson,
  image: ImageJson | null,
  defaults: EngineDefaults = {},
): InspectedSpec {
  const container = withParts(told)
  const writer = new SpecWriter()
  writeIdentity(writer, container, image, defaults)
  writeTerminal(writer, container)
  writePorts(writer, container, image)
  writeMounts(writer, container, image)
  writeNetworks(writer, container, defaults)
  writeHost(writer, container, defaults)
  writeDevices(writer, container)
  writeHealth(writer, container, image)
  const command = writeCommand(writer, container, image)
  writeUnsayable(writer, container)
  const reference = container.Config?.Image || container.Image || ''
  const spec = { ...emptySpec(reference), options: writer.options, command }
  return { spec: withoutRefused(spec, writer), problems: writer.problems.list }
}

/** Engines have told less than they should. */
function withParts(told: ContainerJson): ContainerJson {
  const { Id: id, Config: config, HostConfig: host, NetworkSettings: networks } = told
  return {
    ...told,
    Id: id ?? '',
    Config: config ?? {},
    HostConfig: host ?? {},
    NetworkSettings: networks ?? {},
  }
}

/** Engines take some values from other programs that the docker command would refuse. */
function withoutRefused(spec: RunSpec, writer: SpecWriter): RunSpec {
  const refused = toCreateRequest(spec).problems.filter((problem) => problem.code === 'invalid')
  let options: Readonly<Record<string, OptionValue>> = spec.options
  for (const { option, value } of refused) {
    if (option === null) continue
    writer.lose('no-option', option, value)
    const said = options[option]
    const others = typeof said === 'object' ? said.filter((each) => each !== value) : []
    const { [option]: _refused, ...rest } = options
    options = others.length === 0 ? rest : { ...rest, [option]: others }
  }
  return { ...spec, options }
}

function writeIdentity(
  writer: SpecWriter,
  container: ContainerJson,
  image: ImageJson | null,
  defaults: EngineDefaults,
): void {
  const { Config: config = {} } = container
  const inherited = image?.Config ?? {}
  writer.text('name', container.Name?.replace(/^\//, ''))
  writer.text('platform', foreignPlatform(image, defaults))
  if (config.User !== inherited.User) writer.text('user', config.User)
  if (config.WorkingDir !== inherited.WorkingDir) writer.text('workdir', config.WorkingDir)
  if (config.StopSignal !== inherited.StopSignal) writer.text('stop-signal', config.StopSignal)
  if (typeof config.StopTimeout === 'number') writer.text('stop-timeout', String(config.StopTimeout))
  writer.text('domainname', config.Domainname)
  writer.list('env', ownVariables(config.Env ?? [], inherited.Env ?? []))
  const labels = Object.entries(config.Labels ?? {})
  writer.list(
    'label',
    pairsOf(Object.fromEntries(labels.filter(([key, value]) => inherited.Labels?.[key] !== value))),
  )
}

/** Variables that the image has not, and bare names of those of the image that were taken away. */
function ownVariables(own: readonly string[], inherited: readonly string[]): readonly string[] {
  const all = new Set(inherited)
  const names = new Set(own.map(nameOf))
  const gone = inherited.map(nameOf).filter((name) => !names.has(name))
  return [...own.filter((variable) => !all.has(variable)), ...gone]
}

function nameOf(variable: string): string {
  return variable.split('=', 1)[0] ?? ''
}

function foreignPlatform(image: ImageJson | null, { architecture }: EngineDefaults): string | null {
  if (!image?.Architecture || architecture === undefined || image.Architecture === architecture) return null
  return [image.Os || 'linux', image.Architecture, image.Variant].filter(Boolean).join('/')
}

function writeTerminal(
  writer: SpecWriter,
  { Config: config = {}, HostConfig: host = {} }: ContainerJson,
): void {
  writer.turn('interactive', config.OpenStdin)
  writer.turn('tty', config.Tty)
  writer.turn('rm', host.AutoRemove)
  writer.text('cidfile', host.ContainerIDFile)
  const isAttached = { stdin: config.AttachStdin, stdout: config.AttachStdout, stderr: config.AttachStderr }
  const attached = Object.entries(isAttached).flatMap(([stream, is]) => (is ? [stream] : []))
  if (attached.length === 0) return writer.turn('detach', true)
  // Output and errors are attached, and input when it is open, unless something else is asked for.
  const wanted = config.OpenStdin ? 'stdin,stdout,stderr' : 'stdout,stderr'
  if (attached.join() !== wanted)
    writer.list('attach', config.OpenStdin ? attached.filter((each) => each !== 'stdin') : attached)
}
