import { readFileSync, statSync } from 'node:fs'
import { homedir, hostname, userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { PlacedValue } from '../../shared/docker-run/place-run.ts'
import { placeRun } from '../../shared/docker-run/place-run.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import type { Surroundings } from '../../shared/docker-run/to-engine.ts'
import { isSecretName } from '../../shared/secrets.ts'

/** A file of variables, labels or a seccomp profile is small. */
const maxFileBytes = 1024 * 1024

/** Where the docker command would be run on this computer: its folder, its variables, its files. */
export type WorkingPlace = Required<Pick<Surroundings, 'cwd' | 'readEnv' | 'readFile' | 'readCommand'>>

type Process = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** The place of this process, as the person who started it would have it in a shell. */
export function workingPlace({ env, cwd }: Process): WorkingPlace {
  // An app that is started from a dock stands at the root; a shell begins at home.
  const folder = dirname(cwd) === cwd ? homedir() : cwd
  return {
    cwd: folder,
    readEnv: (name) => {
      if (name === 'PWD') return folder
      const value = Object.hasOwn(env, name) ? env[name] : undefined
      return value ?? (name === 'HOME' ? homedir() : (commands[shellsOwn[name] ?? '']?.() ?? null))
    },
    readFile: (path) => readSmallFile(resolve(folder, path)),
    readCommand: (line) => commands[line.replaceAll(/\s+/g, ' ')]?.() ?? null,
  }
}

/** What the docker command and its shell would put into these settings here. A secret's value is not told. */
export function placeHere(spec: RunSpec, place: WorkingPlace): readonly PlacedValue[] {
  return placeRun(spec, {
    ...place,
    absolute: (path) => resolve(place.cwd, path),
    isSecret: isSecretName,
  })
}

const identity = (which: 'uid' | 'gid') => () => {
  const number = userInfo()[which]
  return number < 0 ? null : String(number)
}

/** What command lines often ask, and what is known without running a program. */
const commands: Readonly<Record<string, () => string | null>> = {
  'id -u': identity('uid'),
  'id -g': identity('gid'),
  'id -un': () => userInfo().username,
  whoami: () => userInfo().username,
  hostname: () => hostname(),
}

/** Variables that shells have without having them in the environment. */
const shellsOwn: Readonly<Record<string, string>> = {
  UID: 'id -u',
  EUID: 'id -u',
  GID: 'id -g',
  HOSTNAME: 'hostname',
}

/** As with the docker command; null: unreadable, or no plain file. */
function readSmallFile(path: string): string | null {
  try {
    const found = statSync(path)
    return !found.isFile() || found.size > maxFileBytes ? null : readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
