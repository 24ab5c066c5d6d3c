import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut, parseSwitch } from './text.ts'

export const restartPolicies = ['no', 'on-failure', 'unless-stopped', 'always'] as const
export type RestartPolicy = {
  readonly name: (typeof restartPolicies)[number]
  /** For `on-failure` only; null tries for ever. */
  readonly maximumRetries: number | null
}

/** Reads `no`, `always`, `unless-stopped`, `on-failure`, `on-failure:5`; the empty text is `no`. */
export function parseRestart(text: string): Read<RestartPolicy> {
  if (text === '') return read({ name: 'no', maximumRetries: null })
  const [word, retries] = cut(text, ':')
  const name = restartPolicies.find((each) => each === word)
  if (name === undefined) return wrong('bad-restart', text)
  if (retries === null || retries === '') return read({ name, maximumRetries: null })
  if (!/^[+-]?[0-9]{1,9}$/.test(retries)) return wrong('bad-number', retries)
  if (name !== 'on-failure')
    return Number(retries) === 0 ? read({ name, maximumRetries: null }) : wrong('bad-restart', text)
  return Number(retries) < 0
    ? wrong('out-of-range', retries)
    : read({ name, maximumRetries: Number(retries) || null })
}

export function printRestart({ name, maximumRetries }: RestartPolicy): string {
  return maximumRetries === null ? name : `${name}:${maximumRetries}`
}

const containerName = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/

/** `--name`: at least two letters, digits, `_`, `.` or `-`, not beginning with a sign. */
export function parseName(text: string): Read<string> {
  return containerName.test(text) ? read(text) : wrong('bad-name', text)
}

/** `--user`: `name`, `1000`, `1000:1000`, `name:group`. */
export function parseUser(text: string): Read<{ readonly user: string; readonly group: string | null }> {
  const [user, group] = cut(text, ':')
  return read({ user, group })
}

/** `--stop-signal`: `SIGTERM`, `TERM`, `15`, `SIGRTMIN+3`. */
export function parseSignal(text: string): Read<string> {
  if (/^[0-9]{1,2}$/.test(text))
    return Number(text) > 0 && Number(text) <= 64 ? read(text) : wrong('bad-signal', text)
  const name = text.toUpperCase().replace(/^SIG/, '')
  return signalName.test(name) ? read(text) : wrong('bad-signal', text)
}

const signalName =
  /^(?:ABRT|ALRM|BUS|CHLD|CLD|CONT|FPE|HUP|ILL|INT|IO|IOT|KILL|PIPE|POLL|PROF|PWR|QUIT|SEGV|STKFLT|STOP|SYS|TERM|TRAP|TSTP|TTIN|TTOU|UNUSED|URG|USR1|USR2|VTALRM|WINCH|XCPU|XFSZ|RTMIN(?:\+(?:[1-9]|1[0-5]))?|RTMAX(?:-(?:[1-9]|1[0-4]))?)$/

/** `--platform`: `linux/arm64`, `linux/arm/v7`, `linux`, `arm64`. */
export function parsePlatform(text: string): Read<string> {
  return /^[A-Za-z0-9_-]+(?:\([A-Za-z0-9_.-]*\))?(?:\/[A-Za-z0-9_.-]+){0,2}$/.test(text)
    ? read(text)
    : wrong('bad-platform', text)
}

/** `--ipc`, `--pid`: one of the option's own words, or `container:` and a name. */
export function parseNamespace(text: string, words: readonly string[]): Read<string> {
  const isContainer = /^container:./.test(text)
  return text === '' || isContainer || words.includes(text) ? read(text) : wrong('bad-namespace', text)
}

/** `--detach-keys`: single characters and `ctrl-` with one of `a`-`z`, `@`, `[`, `\`, `]`, `^`, `_`, by commas. */
export function parseDetachKeys(text: string): Read<readonly string[]> {
  const keys = text === '' ? [] : text.split(',')
  const odd = keys.find((key) => !/^(?:[\x20-\x7e]|ctrl-[a-zA-Z@[\\\]^_])$/.test(key))
  return odd === undefined ? read(keys) : wrong('bad-keys', odd)
}

/** `--cap-add`, `--cap-drop`: with or without `CAP_`, in any case; or `ALL`. */
export function parseCapability(text: string): Read<string> {
  const name = text.toUpperCase().replace(/^CAP_/, '')
  return capabilities.some((each) => each === name) ? read(name) : wrong('bad-choice', text)
}

/** What Linux can allow or forbid, besides `ALL`. */
export const capabilities = [
  'ALL',
  'AUDIT_CONTROL',
  'AUDIT_READ',
  'AUDIT_WRITE',
  'BLOCK_SUSPEND',
  'BPF',
  'CHECKPOINT_RESTORE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'IPC_OWNER',
  'KILL',
  'LEASE',
  'LINUX_IMMUTABLE',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_BROADCAST',
  'NET_RAW',
  'PERFMON',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PACCT',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_RESOURCE',
  'SYS_TIME',
  'SYS_TTY_CONFIG',
  'WAKE_ALARM',
] as const

/** A value of `--security-opt`: `no-new-privileges`, `seccomp=profile.json`, `apparmor=unconfined`, `label=disable`. */
export type SecurityOption = { readonly key: string; readonly value: string | null }

export function parseSecurity(text: string): Read<SecurityOption> {
  // The colon is how it was written before `=`.
  const [key, value] = cut(text, text.includes('=') ? '=' : ':')
  if (!securityKeys.has(key)) return wrong('unknown-key', key)
  if (key !== 'no-new-privileges') return value ? read({ key, value }) : wrong('bad-pair', text)
  return value === null || parseSwitch(value) !== null ? read({ key, value }) : wrong('bad-choice', value)
}

const securityKeys: ReadonlySet<string> = new Set([
  'apparmor',
  'credentialspec',
  'label',
  'no-new-privileges',
  'seccomp',
  'systempaths',
  'writable-cgroups',
])
