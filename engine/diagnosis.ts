import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { EngineCheck, EngineDiagnosis, UnreachableReason } from '../shared/engine.ts'
import { ConnectError } from './connect.ts'
import { errnoOf, messageOf } from './errors.ts'
import { oldestApiVersion } from './negotiate.ts'
import type { EngineTarget } from './target.ts'
import { parseHost } from './target.ts'

const run = promisify(execFile)
/** A helper program that takes longer tells nothing in time. */
const programDeadlineMs = 800

/**
 * Finds out why an engine cannot be reached: what the attempt said, and what this machine shows. Details
 * are facts for the eye (a mode, a version, group names), never sentences.
 */
export async function diagnose(error: unknown, target: EngineTarget | null): Promise<EngineDiagnosis> {
  const address = target ? parseHost(target.endpoint.host, target.tls !== null) : null
  const socketPath = address?.kind === 'socket' ? address.path : null
  const socket = socketPath === null || process.platform === 'win32' ? null : await lookAtSocket(socketPath)
  return {
    reason: reasonOf(error, socket),
    checks: socketPath === null ? [] : await lookAround(socketPath, socket),
    user: userName(),
    platform: process.platform,
    message: error instanceof ConnectError ? error.data.engineMessage : messageOf(error),
    serverApiVersion: error instanceof ConnectError ? error.serverApiVersion : null,
    requiredApiVersion: oldestApiVersion,
  }
}

function reasonOf(error: unknown, socket: SocketFacts | null): UnreachableReason {
  const reason = error instanceof ConnectError ? error.reason : 'not-answering'
  // Connecting to a plain file is refused just as a socket without a listener is.
  return reason === 'daemon-down' && socket?.exists === true && !socket.isSocket ? 'not-an-engine' : reason
}

type SocketFacts = {
  /** Null when a folder on the way may not be entered. */
  readonly exists: boolean | null
  readonly isSocket: boolean
  readonly mayOpen: boolean
  /** As `ls -l` prints it: mode, owner, group. */
  readonly detail: string
}

async function lookAtSocket(socketPath: string): Promise<SocketFacts> {
  try {
    const found = await stat(socketPath)
    const owner = (await namesOf('/etc/passwd')).get(found.uid) ?? String(found.uid)
    const group = (await namesOf('/etc/group')).get(found.gid) ?? String(found.gid)
    const mayOpen = await access(socketPath, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    )
    const detail = `${modeText(found.mode)} ${owner} ${group}`
    return { exists: true, isSocket: found.isSocket(), mayOpen, detail }
  } catch (error) {
    const isHidden = errnoOf(error) === 'EACCES'
    return { exists: isHidden ? null : false, isSocket: false, mayOpen: false, detail: socketPath }
  }
}

async function lookAround(socketPath: string, socket: SocketFacts | null): Promise<EngineCheck[]> {
  const [installed, service, groups] = await Promise.all([
    findProgram(socketPath),
    findService(socketPath),
    groupNames(),
  ])
  if (!socket) return [installed]
  const access = socket.exists === false ? null : socket.mayOpen
  return [
    installed,
    service,
    {
      check: 'socket',
      passed: socket.exists === null ? null : socket.exists && socket.isSocket,
      detail: socket.detail,
    },
    { check: 'access', passed: access, detail: groups.join(', ') },
  ]
}

/** `srw-rw----`, as `ls -l` prints a mode. */
export function modeText(mode: number): string {
  const kinds: Record<number, string> = {
    [constants.S_IFSOCK]: 's',
    [constants.S_IFDIR]: 'd',
    [constants.S_IFLNK]: 'l',
    [constants.S_IFIFO]: 'p',
    [constants.S_IFCHR]: 'c',
    [constants.S_IFBLK]: 'b',
  }
  const kind = kinds[mode & constants.S_IFMT] ?? '-'
  return (
    kind +
    'rwxrwxrwx'
      .split('')
      .map((letter, bit) => (mode & (0o400 >> bit) ? letter : '-'))
      .join('')
  )
}

const versionsByProgram = new Map<string, Promise<string>>()

async function findProgram(socketPath: string): Promise<EngineCheck> {
  const names = socketPath.includes('podman') ? ['podman'] : ['dockerd', 'docker']
  const program = await firstThere(names)
  if (program === null) return { check: 'installed', passed: false, detail: names.join(', ') }
  const version = versionsByProgram.get(program) ?? readProgramVersion(program)
  versionsByProgram.set(program, version)
  return { check: 'installed', passed: true, detail: await version }
}

async function firstThere(names: readonly string[]): Promise<string | null> {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
  // A desktop session's PATH often lacks the folders of system programs.
  const places = names.flatMap((name) =>
    [...folders, '/usr/bin', '/usr/sbin', '/usr/local/bin'].map((folder) => path.join(folder, name + suffix)),
  )
  for (const place of places) {
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return place
  }
  return null
}

async function readProgramVersion(program: string): Promise<string> {
  const answer = await run(program, ['--version'], { timeout: programDeadlineMs }).catch(() => null)
  return answer?.stdout.trim() || program
}

async function findService(socketPath: string): Promise<EngineCheck> {
  const unknown: EngineCheck = { check: 'service', passed: null, detail: '' }
  if (process.platform !== 'linux') return unknown
  const unit = socketPath.includes('podman') ? 'podman.socket' : 'docker.service'
  const scope = /^\/(run\/user|home|root)\//.test(socketPath) ? ['--user'] : []
  const properties = '--property=LoadState,ActiveState,SubState'
  const answer = await run('systemctl', [...scope, 'show', unit, properties], {
    timeout: programDeadlineMs,
  }).catch(() => null)
  const facts = new Map(answer?.stdout.split('\n').map((line) => line.split('=', 2) as [string, string]))
  if (facts.get('LoadState') !== 'loaded') return unknown
  const state = facts.get('ActiveState') ?? ''
  return {
    check: 'service',
    passed: state === 'active',
    detail: `${unit}: ${state} (${facts.get('SubState') ?? ''})`,
  }
}

async function groupNames(): Promise<readonly string[]> {
  const names = await namesOf('/etc/group')
  return (process.getgroups?.() ?? []).map((id) => names.get(id) ?? String(id))
}

/** Names by number, from a file in the form of /etc/passwd. */
async function namesOf(file: string): Promise<ReadonlyMap<number, string>> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return new Map(
    text.split('\n').map((line) => {
      const [name = '', , id = ''] = line.split(':')
      return [Number.parseInt(id, 10), name]
    }),
  )
}

function userName(): string {
  try {
    return os.userInfo().username
  } catch {
    // In a container the account may have a number and no name.
    return String(process.getuid?.() ?? '')
  }
}
