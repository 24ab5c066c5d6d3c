import type { Read } from './result.ts'
import { read, wrong } from './result.ts'
import { cut } from './text.ts'

/** A key with its value, as labels, options and settings are given. */
export type Pair = { readonly key: string; readonly value: string }

/** `key=value`; without `=` the value is empty, as docker has it. */
export function toPair(text: string): Pair {
  const [key, value] = cut(text, '=')
  return { key, value: value ?? '' }
}

export function printPair({ key, value }: Pair): string {
  return `${key}=${value}`
}

/** `--log-opt`, `--storage-opt`: a key, `=` and a value. */
export function parsePair(text: string): Read<Pair> {
  return /^[^=]+=/.test(text) ? read(toPair(text)) : wrong('bad-pair', text)
}

/** `--label`, `--annotation`: a key without blanks; the value may be left out. */
export function parseLabel(text: string): Read<Pair> {
  const pair = toPair(text)
  const key = pair.key.replace(/^[ \t]+/, '')
  return key === '' || /[ \t]/.test(key) ? wrong('bad-pair', text) : read(pair)
}

/** `--annotation`: any key but the empty one. */
export function parseAnnotation(text: string): Read<Pair> {
  const pair = toPair(text)
  return pair.key === '' ? wrong('bad-pair', text) : read(pair)
}

const namespacedSysctl =
  /^(?:kernel\.(?:msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|net\..*|fs\.mqueue\..*)$/

/** `--sysctl`: only those settings that a container can have for itself. */
export function parseSysctl(text: string): Read<Pair> {
  const pair = parsePair(text)
  return pair.ok && !namespacedSysctl.test(pair.value.key) ? wrong('unknown-key', pair.value.key) : pair
}
