import { runOptions } from '../docker-run/run-options.ts'

/*
 * The docker commands that have a place in the app, as one compact table: what follows the command, and its
 * options as `name/short=`, where `=` says that a value follows. docs/coverage/docker-cli.json is the long form.
 */

/** What stands where no flag does. `words` is the rest of the line, flags included: a command to run. */
export const operandKinds = [
  'container',
  'image',
  'volume',
  'network',
  'object',
  'newName',
  'newImage',
  'repository',
  'port',
  'file',
  'term',
  'server',
  'folder',
  'service',
  'words',
] as const
export type OperandKind = (typeof operandKinds)[number]

export type LineOperand = {
  readonly kind: OperandKind
  readonly isOptional: boolean
  readonly isMany: boolean
}
export type LineOption = {
  readonly name: string
  readonly short: string | null
  readonly takesValue: boolean
}
export type LineCommand = {
  /** As the app writes it, such as `logs` or `image rm`. */
  readonly path: string
  readonly operands: readonly LineOperand[]
  readonly options: readonly LineOption[]
}

const run = runOptions.filter(({ inRun }) => inRun)
const create = runOptions.filter(({ inCreate }) => inCreate)

/** `+` one or more, `*` any number, `?` none or one. */
const table = {
  attach: ['container', 'detach-keys= no-stdin sig-proxy'],
  build: [
    'folder',
    'add-host= build-arg= cache-from= cgroup-parent= compress cpu-period= cpu-quota= cpu-shares/c= cpuset-cpus= cpuset-mems= disable-content-trust file/f= force-rm iidfile= isolation= label= memory/m= memory-swap= network= no-cache platform= pull quiet/q rm security-opt= shm-size= squash tag/t= target= ulimit=',
  ],
  'builder prune': ['', 'all/a filter= force/f keep-storage='],
  'buildx imagetools inspect': ['repository', 'builder= format= raw'],
  'compose logs': ['service*', 'follow/f index= no-color no-log-prefix since= tail/n= timestamps/t until='],
  commit: ['container newImage?', 'author/a= change/c= message/m= pause/p'],
  'container prune': ['', 'filter= force/f'],
  'context ls': ['', 'format= quiet/q'],
  cp: ['file file', 'archive/a follow-link/L quiet/q'],
  create: ['image words*', null],
  diff: ['container', ''],
  events: ['', 'filter/f= format= since= until='],
  exec: [
    'container words*',
    'detach/d detach-keys= env/e= env-file= interactive/i privileged tty/t user/u= workdir/w=',
  ],
  export: ['container', 'output/o='],
  'image history': ['image', 'format= human/H no-trunc platform= quiet/q'],
  'image import': ['file newImage?', 'change/c= message/m= platform='],
  'image inspect': ['image+', 'format/f= platform='],
  'image load': ['', 'input/i= platform= quiet/q'],
  'image ls': ['repository?', 'all/a digests filter/f= format= no-trunc quiet/q tree'],
  'image prune': ['', 'all/a filter= force/f'],
  'image rm': ['image+', 'force/f no-prune platform='],
  'image save': ['image+', 'output/o= platform='],
  'image tag': ['image newImage', ''],
  info: ['', 'format/f='],
  inspect: ['object+', 'format/f= size/s type='],
  kill: ['container+', 'signal/s='],
  login: ['server?', 'password/p= password-stdin username/u='],
  logout: ['server?', ''],
  logs: ['container', 'details follow/f since= tail/n= timestamps/t until='],
  'network connect': ['network container', 'alias= driver-opt= gw-priority= ip= ip6= link= link-local-ip='],
  'network create': [
    'newName',
    'attachable aux-address= config-from= config-only driver/d= gateway= ingress internal ip-range= ipam-driver= ipam-opt= ipv4 ipv6 label= opt/o= scope= subnet=',
  ],
  'network disconnect': ['network container', 'force/f'],
  'network inspect': ['network+', 'format/f= verbose/v'],
  'network ls': ['', 'filter/f= format= no-trunc quiet/q'],
  'network prune': ['', 'filter= force/f'],
  'network rm': ['network+', 'force/f'],
  pause: ['container+', ''],
  port: ['container port?', ''],
  ps: ['', 'all/a filter/f= format= last/n= latest/l no-trunc quiet/q size/s'],
  pull: ['repository', 'all-tags/a disable-content-trust platform= quiet/q'],
  push: ['image', 'all-tags/a disable-content-trust platform= quiet/q'],
  rename: ['container newName', ''],
  restart: ['container+', 'signal/s= timeout/t='],
  rm: ['container+', 'force/f link/l volumes/v'],
  run: ['image words*', null],
  search: ['term', 'filter/f= format= limit= no-trunc'],
  start: ['container+', 'attach/a checkpoint= checkpoint-dir= detach-keys= interactive/i'],
  stats: ['container*', 'all/a format= no-stream no-trunc'],
  stop: ['container+', 'signal/s= timeout/t='],
  'system df': ['', 'format= verbose/v'],
  'system prune': ['', 'all/a filter= force/f volumes'],
  top: ['container words*', ''],
  unpause: ['container+', ''],
  update: [
    'container+',
    'blkio-weight= cpu-period= cpu-quota= cpu-rt-period= cpu-rt-runtime= cpu-shares/c= cpus= cpuset-cpus= cpuset-mems= memory/m= memory-reservation= memory-swap= pids-limit= restart=',
  ],
  version: ['', 'format/f='],
  'volume create': [
    'newName?',
    'availability= driver/d= group= label= limit-bytes= opt/o= required-bytes= scope= secret= sharing= topology-preferred= topology-required= type=',
  ],
  'volume inspect': ['volume+', 'format/f='],
  'volume ls': ['', 'cluster filter/f= format= quiet/q'],
  'volume prune': ['', 'all/a filter= force/f'],
  'volume rm': ['volume+', 'force/f'],
  wait: ['container+', ''],
} as const satisfies Readonly<Record<string, readonly [operands: string, options: string | null]>>

export type CommandPath = keyof typeof table

/** Options that stand between `docker` and the command. */
export const globalOptions: readonly LineOption[] = readOptions(
  'config= context/c= debug/D host/H= log-level/l= tls tlscacert= tlscert= tlskey= tlsverify version/v',
)

/** Options that stand between `docker compose` and the command. */
export const composeOptions: readonly LineOption[] = readOptions(
  'env-file= file/f= profile= project-directory= project-name/p=',
)

/** The same command under another name. */
const aliases: Readonly<Record<string, CommandPath>> = {
  images: 'image ls',
  'image list': 'image ls',
  rmi: 'image rm',
  'image remove': 'image rm',
  'image pull': 'pull',
  'image push': 'push',
  'image build': 'build',
  'builder build': 'build',
  history: 'image history',
  import: 'image import',
  load: 'image load',
  save: 'image save',
  tag: 'image tag',
  'container ls': 'ps',
  'container list': 'ps',
  'container ps': 'ps',
  'container remove': 'rm',
  'container inspect': 'inspect',
  'network list': 'network ls',
  'network remove': 'network rm',
  'volume list': 'volume ls',
  'volume remove': 'volume rm',
  'system info': 'info',
  'system events': 'events',
}

/** Long names that docker takes without listing them. */
const optionAliases: Readonly<Record<string, string>> = {
  time: 'timeout',
  net: 'network',
  'net-alias': 'network-alias',
  'dns-opt': 'dns-option',
}

export const commandPaths = Object.keys(table) as readonly CommandPath[]

/** First words of commands that docker has and the app has no place for. */
export const otherCommands: ReadonlySet<string> = new Set([
  'builder',
  'buildx',
  'checkpoint',
  'compose',
  'config',
  'context',
  'manifest',
  'node',
  'plugin',
  'secret',
  'service',
  'stack',
  'swarm',
  'trust',
])

/** First words that only stand before another: `docker image ls`. */
export const commandGroups: ReadonlySet<string> = new Set([
  'builder',
  'buildx',
  'container',
  'context',
  'image',
  'network',
  'system',
  'volume',
])

function isPath(name: string): name is CommandPath {
  return Object.hasOwn(table, name)
}

/** The command of these words, under whichever of its names; null when the table has none. */
export function findPath(words: readonly string[]): CommandPath | null {
  const name = words.join(' ')
  if (isPath(name)) return name
  if (Object.hasOwn(aliases, name)) return aliases[name] ?? null
  const short = words[0] === 'container' ? words.slice(1).join(' ') : ''
  return isPath(short) && !short.includes(' ') ? short : null
}

/** Every way to begin a command, for suggestions. */
export const commandNames: readonly string[] = [...commandPaths, ...Object.keys(aliases)]

const known = new Map<CommandPath, LineCommand>()

export function commandOf(path: CommandPath): LineCommand {
  const made = known.get(path) ?? readCommand(path)
  known.set(path, made)
  return made
}

function readCommand(path: CommandPath): LineCommand {
  const [operands, options] = table[path]
  return {
    path,
    operands: operands.split(' ').filter(Boolean).map(readOperand),
    options: options === null ? runOptionsOf(path) : readOptions(options),
  }
}

function readOperand(text: string): LineOperand {
  const mark = text.at(-1) ?? ''
  const name = text.replace(/[+*?]$/, '')
  const kind = operandKinds.find((each) => each === name) ?? 'words'
  return { kind, isOptional: mark === '*' || mark === '?', isMany: mark === '+' || mark === '*' }
}

function readOptions(text: string): readonly LineOption[] {
  return text
    .split(' ')
    .filter(Boolean)
    .map((each) => {
      const [name = '', short = null] = each.replace('=', '').split('/')
      return { name, short, takesValue: each.endsWith('=') }
    })
}

function runOptionsOf(path: CommandPath): readonly LineOption[] {
  return (path === 'run' ? run : create).map(({ name, short, kind }) => ({
    name,
    short,
    takesValue: kind !== 'switch',
  }))
}

type OptionIndex = {
  readonly byName: ReadonlyMap<string, LineOption>
  readonly byShort: ReadonlyMap<string, LineOption>
}
const indexes = new WeakMap<readonly LineOption[], OptionIndex>()

/** Pasted lines may hold thousands of flags. */
function indexOf(options: readonly LineOption[]): OptionIndex {
  const known = indexes.get(options)
  if (known) return known
  const made = {
    byName: new Map(options.map((option) => [option.name, option])),
    byShort: new Map(options.flatMap((option) => (option.short === null ? [] : [[option.short, option]]))),
  }
  indexes.set(options, made)
  return made
}

/** The option of this long name, aliases included. */
export function findLineOption(options: readonly LineOption[], name: string): LineOption | null {
  return indexOf(options).byName.get(optionAliases[name] ?? name) ?? null
}

/** The option of this letter. */
export function findLetter(options: readonly LineOption[], letter: string): LineOption | null {
  return indexOf(options).byShort.get(letter) ?? null
}
