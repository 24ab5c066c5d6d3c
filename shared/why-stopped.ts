import type { StopAdvice, StopCauseId } from './stop-causes.ts'

/** What is known of a container that does not run. Texts are as the engine and the program wrote them. */
export type StopFacts = {
  readonly state: string
  readonly exitCode: number | null
  readonly wasOomKilled: boolean
  /** What the engine kept of a start that failed, or what it answered when it refused one. */
  readonly error: string
  readonly wasStoppedHere: boolean
  readonly restartCount: number
  /** Program and its words. */
  readonly command: readonly string[]
  readonly hasTty: boolean
  readonly hasInput: boolean
  readonly healthStatus: string
  /** Of the last probe that failed; empty when none did. */
  readonly probeOutput: string
  /** The end of the log, oldest first. */
  readonly lastLines: readonly string[]
}

export type StopCause = {
  readonly id: StopCauseId
  /** `likely`: read from the program's output, which may have gone on after it. */
  readonly certainty: 'sure' | 'likely'
  /** Names and numbers for the words. */
  readonly values: Readonly<Record<string, string>>
  /** The line or message that tells it; null where the exit code does. */
  readonly evidence: string | null
  readonly advice: readonly StopAdvice[]
}

/** The cause first, then what makes it worse. Empty for what runs, or was only made. */
export type StopReport = { readonly main: StopCause | null; readonly also: readonly StopCause[] }

type Finding = Pick<StopCause, 'certainty' | 'evidence'> & { readonly values?: StopCause['values'] }
type Rule = {
  readonly id: StopCauseId
  readonly find: (facts: StopFacts) => Finding | null
  readonly advice: readonly StopAdvice[]
}

const sure = { certainty: 'sure', evidence: null } as const

/** The engine did not start it, and said so. The names are those of the pattern's groups. */
function refused(pattern: RegExp): Rule['find'] {
  return ({ error }) => {
    const match = pattern.exec(error)
    return match ? { certainty: 'sure', evidence: error, values: groupsOf(match) } : null
  }
}

/** It ended with a failure, and one of its last lines says why; the newest such line counts. */
function printed(pattern: RegExp, codes?: readonly number[]): Rule['find'] {
  return ({ exitCode, lastLines }) => {
    if (exitCode === null || exitCode === 0 || (codes && !codes.includes(exitCode))) return null
    const line = lastLines.findLast((each) => pattern.test(each))
    const match = line === undefined ? null : pattern.exec(line)
    return match ? { certainty: 'likely', evidence: line ?? null, values: groupsOf(match) } : null
  }
}

function ended(...codes: readonly number[]): Rule['find'] {
  return ({ exitCode }) => (exitCode !== null && codes.includes(exitCode) ? sure : null)
}

function groupsOf(match: RegExpExecArray): StopCause['values'] {
  const named = Object.entries(match.groups ?? {}) as readonly (readonly [string, string | undefined])[]
  return Object.fromEntries(named.map(([name, value]) => [name, value ?? '']))
}

/** Programs that wait for words and have nothing to do without them. */
const shells = /(?:^|\/)(?:sh|bash|ash|zsh|dash|fish|python[\d.]*|node|irb|php|psql|redis-cli)$/

/** In this order: what the engine says, what the kernel did, what the program said, what its code says. */
const rules: readonly Rule[] = [
  {
    id: 'portTaken',
    find: refused(
      /(?:bind for|bind host port for|bind host port|listen (?:tcp|udp)\d?) \S*?:(?<port>\d+).*already (?:allocated|in use)|port is already allocated|ports are not available/is,
    ),
    advice: ['findPortOwner', 'useOtherPort'],
  },
  { id: 'wrongPlatform', find: refused(/exec format error/), advice: ['choosePlatform', 'checkFirstLine'] },
  {
    id: 'programMissing',
    find: refused(/exec: "(?<program>[^"]+)": (?:stat \S+: no such file|executable file not found)/),
    advice: ['checkCommand', 'lookIntoImage'],
  },
  {
    id: 'notExecutable',
    find: refused(/exec: "(?<program>[^"]+)":.* permission denied/),
    advice: ['makeExecutable', 'checkCommand'],
  },
  {
    id: 'userMissing',
    find: refused(/unable to find (?:user|group) (?<user>\S+?): no matching entries/),
    advice: ['useNumericUser'],
  },
  {
    id: 'mountMissing',
    find: refused(
      /bind source path does not exist: (?<source>\S.*)|error mounting "(?<folder>[^"]+)".*no such file or directory/s,
    ),
    advice: ['makeFolder', 'checkMountPath'],
  },
  {
    id: 'mountKind',
    find: refused(
      /mounting "(?<source>[^"]+)" to rootfs at "(?<target>[^"]+)".*(?:not a directory|is a directory)/s,
    ),
    advice: ['mountSameKind', 'checkMountPath'],
  },
  {
    id: 'mountFailed',
    find: refused(/error while mounting volume|failed to mount local volume|error mounting|mounts denied/i),
    advice: ['checkMountPath', 'readEngineWords'],
  },
  {
    id: 'deviceMissing',
    find: refused(/error gathering device information(?:.*custom device "(?<device>[^"]+)")?/),
    advice: ['checkDevice'],
  },
  { id: 'gpuMissing', find: refused(/could not select device driver/), advice: ['installGpuToolkit'] },
  {
    id: 'otherContainerGone',
    find: refused(
      /cannot join (?:network|IPC|PID)|(?:joining|join) \S+ (?:namespace )?of container|No such container: (?<name>\S+)/i,
    ),
    advice: ['startOtherFirst', 'editContainer'],
  },
  {
    id: 'networkMissing',
    find: refused(/network (?<network>\S+) not found|could not find a network matching/),
    advice: ['makeNetwork', 'connectOther'],
  },
  { id: 'addressTaken', find: refused(/address already in use/i), advice: ['chooseOtherAddress'] },
  {
    id: 'workingDirBroken',
    find: refused(/chdir to cwd \("(?<folder>[^"]+)"\)|Cannot mkdir: (?<file>\S+)/),
    advice: ['checkWorkingDir'],
  },
  {
    id: 'memoryTooSmall',
    find: refused(/init was OOM-killed|memory limit too low/),
    advice: ['raiseMemory'],
  },
  {
    id: 'runtimeMissing',
    find: refused(/unknown or invalid runtime name: (?<name>\S+)/),
    advice: ['checkRuntime'],
  },
  { id: 'diskFull', find: refused(/no space left on device/i), advice: ['cleanUp'] },
  { id: 'startFailed', find: refused(/\S/), advice: ['readEngineWords', 'editContainer'] },
  {
    id: 'outOfMemory',
    find: ({ wasOomKilled, exitCode }) => (wasOomKilled && exitCode === 137 ? sure : null),
    advice: ['raiseMemory', 'findLeak'],
  },
  {
    id: 'childOutOfMemory',
    find: ({ wasOomKilled, exitCode }) => (wasOomKilled && exitCode !== null && exitCode !== 0 ? sure : null),
    advice: ['raiseMemory', 'findLeak'],
  },
  {
    id: 'stoppedHere',
    find: ({ wasStoppedHere, exitCode }) =>
      wasStoppedHere && [0, 129, 130, 137, 143].includes(exitCode ?? -1) ? sure : null,
    advice: ['startAgain'],
  },
  {
    id: 'wrongPlatform',
    find: printed(/exec format error/i),
    advice: ['choosePlatform', 'checkFirstLine'],
  },
  {
    id: 'interpreterMissing',
    find: printed(/^exec (?<program>\S+): no such file or directory/),
    advice: ['fixLineEnds', 'checkFirstLine', 'checkLibraries'],
  },
  {
    id: 'notExecutable',
    find: printed(/^exec (?<program>\S+): permission denied/),
    advice: ['makeExecutable'],
  },
  {
    id: 'programOutOfMemory',
    find: printed(/OutOfMemoryError|heap out of memory|cannot allocate memory|\bMemoryError\b|bad_alloc/i),
    advice: ['raiseMemory', 'findLeak'],
  },
  {
    id: 'diskFull',
    find: printed(/no space left on device|ENOSPC|disk quota exceeded/i),
    advice: ['cleanUp'],
  },
  {
    id: 'lowPortRefused',
    find: printed(/(?:bind|listen).*permission denied|permission denied.*(?:bind|listen)|listen EACCES/i),
    advice: ['useHighPort', 'runAsRoot'],
  },
  {
    id: 'portInUseInside',
    find: printed(/address already in use|EADDRINUSE/i),
    advice: ['oneListener', 'leaveHostNetwork'],
  },
  {
    id: 'settingMissing',
    find: printed(
      /password is not specified|is uninitialized and|(?:environment|env) var(?:iable)?s?\b.*(?:not set|required|missing|must|undefined)|(?:missing|required|undefined|must set|not set).*\b(?:environment|env) var|\b(?<name>[A-Z][A-Z0-9]*_[A-Z0-9_]+)\b (?:(?:is )?(?:not set|required|missing|undefined|unset)|must be (?:set|defined|given))/i,
    ),
    advice: ['setVariable', 'readImagePage'],
  },
  {
    id: 'credentialsRefused',
    find: printed(
      /password authentication failed|access denied for user|authentication (?:failed|error)|NOAUTH|WRONGPASS/i,
    ),
    advice: ['checkPassword', 'oldVolumePassword'],
  },
  {
    id: 'nameUnknown',
    find: printed(
      /could not translate host name|name or service not known|name does not resolve|temporary failure in name resolution|ENOTFOUND|EAI_AGAIN|no such host|bad address|UnknownHostException|nodename nor servname/i,
    ),
    advice: ['sameNetwork', 'checkHostName', 'waitForOther'],
  },
  {
    id: 'cannotConnect',
    find: printed(/ECONNREFUSED|connection refused|could not connect to|can't connect to|no route to host/i),
    advice: ['waitForOther', 'notLocalhost'],
  },
  {
    id: 'readOnly',
    find: printed(/read-only file system|EROFS/i),
    advice: ['addWritable', 'leaveReadOnly'],
  },
  {
    id: 'moduleMissing',
    find: printed(
      /ModuleNotFoundError|No module named|cannot find module|ClassNotFoundException|cannot load such file|error while loading shared libraries|could not find or load main class/i,
    ),
    advice: ['rebuildImage', 'mountHidesFiles'],
  },
  {
    id: 'noPermission',
    find: printed(/permission denied|EACCES|operation not permitted|EPERM/i),
    advice: ['checkOwner', 'checkUser'],
  },
  {
    id: 'commandMissing',
    find: printed(/(?<program>[^\s:]+): (?:command )?not found/, [127]),
    advice: ['checkCommand', 'lookIntoImage'],
  },
  {
    id: 'optionsWrong',
    find: printed(
      /unrecognized option|unknown (?:flag|option|shorthand)|invalid option|flag provided but not defined|^usage:/i,
    ),
    advice: ['checkArguments'],
  },
  {
    id: 'configWrong',
    find: printed(
      /\[emerg\]|syntax error|parse error|unknown directive|invalid config|config(?:uration)? (?:file )?.*(?:invalid|error|failed)|yaml: /i,
    ),
    advice: ['checkConfig'],
  },
  {
    id: 'fileMissing',
    find: printed(/no such file or directory|ENOENT|can't open file|unable to access jarfile|can't open/i),
    advice: ['checkFile', 'mountHidesFiles'],
  },
  {
    id: 'shellWithoutInput',
    find: ({ exitCode, command, hasTty, hasInput }) =>
      exitCode === 0 && command.length === 1 && shells.test(command[0] ?? '') && !(hasTty && hasInput)
        ? sure
        : null,
    advice: ['runInteractive', 'giveCommand'],
  },
  { id: 'finished', find: ended(0), advice: ['startAgain'] },
  { id: 'dockerFailed', find: ended(125), advice: ['readEngineWords'] },
  { id: 'notExecutable', find: ended(126), advice: ['makeExecutable', 'checkCommand'] },
  { id: 'commandMissing', find: ended(127), advice: ['checkCommand', 'lookIntoImage'] },
  { id: 'interrupted', find: ended(130), advice: ['startAgain'] },
  { id: 'illegalInstruction', find: ended(132), advice: ['choosePlatform', 'olderImage'] },
  { id: 'aborted', find: ended(134), advice: ['readLogs', 'reportBug'] },
  { id: 'killed', find: ended(137), advice: ['longerStopTime', 'checkHostMemory'] },
  { id: 'crashed', find: ended(139), advice: ['choosePlatform', 'reportBug'] },
  { id: 'asked', find: ended(143), advice: ['startAgain'] },
  { id: 'engineLost', find: ended(255), advice: ['readLogs', 'setRestartPolicy'] },
  {
    id: 'signal',
    find: ({ exitCode }) =>
      exitCode !== null && exitCode > 128 && exitCode <= 192
        ? { ...sure, values: { signal: String(exitCode - 128) } }
        : null,
    advice: ['readLogs'],
  },
  {
    id: 'programError',
    find: ({ exitCode }) => (exitCode === null ? null : sure),
    advice: ['readLogs', 'editContainer'],
  },
]

/** What is true besides. */
const notes: readonly Rule[] = [
  {
    id: 'restartLoop',
    find: ({ restartCount }) =>
      restartCount >= 2 ? { ...sure, values: { times: String(restartCount) } } : null,
    advice: ['pauseRestarts'],
  },
  {
    id: 'unhealthy',
    find: ({ healthStatus, probeOutput }) =>
      healthStatus === 'unhealthy' ? { certainty: 'sure', evidence: probeOutput.trim() || null } : null,
    advice: ['checkHealth'],
  },
  { id: 'dead', find: ({ state }) => (state === 'dead' ? sure : null), advice: ['removeDead'] },
]

const endedStates: ReadonlySet<string> = new Set(['exited', 'dead', 'restarting'])

/** Explains why a container does not run, by rules alone: nothing is asked of anybody. */
export function whyStopped(facts: StopFacts): StopReport {
  const neverRan = facts.state === 'created'
  if (!endedStates.has(facts.state) && !(neverRan && facts.error !== '')) return { main: null, also: [] }
  const [main = null] = apply(rules, facts, 1)
  return { main, also: apply(notes, facts, notes.length) }
}

function apply(table: readonly Rule[], facts: StopFacts, most: number): StopCause[] {
  const causes: StopCause[] = []
  for (const { id, find, advice } of table) {
    const finding = find(facts)
    if (finding) causes.push({ id, advice, ...finding, values: finding.values ?? {} })
    if (causes.length === most) break
  }
  return causes
}
