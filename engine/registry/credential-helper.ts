import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { EngineError } from '../../shared/errors.ts'
import type { Environment } from '../endpoint-facts.ts'
import { cancelled, errnoOf } from '../errors.ts'
import { parseRecord, textOf, textRecordOf } from '../normalize/record.ts'

/** How the protocol of docker-credential-helpers says "nothing stored"; part of it, not a message. */
const nothingStored = 'credentials not found in native keychain'
/** Keychains may ask the person something first. */
const deadlineMs = 120_000
const maxAnswerBytes = 1024 * 1024
const helperName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/
/** With this as user name the secret is an identity token, not a password. */
export const tokenUser = '<token>'

export type HelperCredential = { readonly username: string; readonly secret: string }

/**
 * A program `docker-credential-<name>` that keeps secrets, spoken to as the docker command does: verb as the
 * one argument, the rest on stdin, never a shell. Throws `unsupported` when there is no such program,
 * `engine-failed` with the program's own words otherwise.
 */
export class CredentialHelper {
  readonly name: string
  private readonly env: Environment

  constructor(name: string, env: Environment) {
    // It becomes the name of a program: config.json must not lead to another folder.
    if (!helperName.test(name)) throw new EngineError('bad-request', `"${name}" is no credential helper`)
    this.name = name
    this.env = env
  }

  get program(): string {
    return `docker-credential-${this.name}`
  }

  /** Null when nothing is stored for it. */
  async get(serverUrl: string, signal: AbortSignal): Promise<HelperCredential | null> {
    const { isOk, output } = await this.run('get', serverUrl, signal)
    if (!isOk && output === nothingStored) return null
    const answer = this.parsed('get', isOk, output)
    return { username: textOf(answer['Username']), secret: textOf(answer['Secret']) }
  }

  async store(serverUrl: string, credential: HelperCredential, signal: AbortSignal): Promise<void> {
    const { username: Username, secret: Secret } = credential
    const request = JSON.stringify({ ServerURL: serverUrl, Username, Secret })
    const { isOk, output } = await this.run('store', request, signal)
    if (!isOk) throw this.failed('store', output)
  }

  /** It is fine when nothing was stored. */
  async erase(serverUrl: string, signal: AbortSignal): Promise<void> {
    const { isOk, output } = await this.run('erase', serverUrl, signal)
    if (!isOk && output !== nothingStored) throw this.failed('erase', output)
  }

  /** User names by server; no secrets. */
  async list(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    const { isOk, output } = await this.run('list', '', signal)
    return textRecordOf(this.parsed('list', isOk, output))
  }

  private parsed(verb: string, isOk: boolean, output: string): Readonly<Record<string, unknown>> {
    const answer = isOk ? parseRecord(output || '{}') : null
    if (answer === null) throw this.failed(verb, isOk ? 'its answer is not JSON' : output)
    return answer
  }

  private failed(verb: string, said: string): EngineError {
    return new EngineError('engine-failed', `${this.program} ${verb}: ${said || 'failed without a word'}`)
  }

  private run(verb: string, input: string, signal: AbortSignal): Promise<{ isOk: boolean; output: string }> {
    return new Promise((resolve, reject) => {
      const options = { env: this.env, signal, timeout: deadlineMs, maxBuffer: maxAnswerBytes }
      const child = execFile(this.program, [verb], options, (error, stdout, stderr) => {
        const output = stdout.trim() || stderr.trim()
        if (!error) resolve({ isOk: true, output: stdout.trim() })
        else if (signal.aborted) reject(cancelled())
        else if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'EACCES') {
          reject(new EngineError('unsupported', `${this.program} is not in the PATH`))
        } else if (child.killed) reject(new EngineError('timeout', `${this.program} ${verb} did not answer`))
        else resolve({ isOk: false, output })
      })
      // A program that ends before it has read shows as its exit code.
      child.stdin?.on('error', () => undefined)
      child.stdin?.end(input)
    })
  }
}

/**
 * An environment in which helpers are found. On a Mac, an app that was not started from a terminal has a short
 * PATH: where Docker Desktop and package managers put helpers is looked at last.
 */
export function helperEnvironment(env: Environment, platform: string): Environment {
  if (platform !== 'darwin') return env
  const folders = [
    ...(env['PATH'] ?? '').split(':'),
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/Applications/Docker.app/Contents/Resources/bin',
    path.join(env['HOME'] ?? '', '.docker/bin'),
  ]
  return { ...env, PATH: [...new Set(folders.filter((folder) => folder !== ''))].join(':') }
}

/** The store that the docker command would choose by itself on a computer where nothing is set, if it is there. */
export async function detectHelper(env: Environment, platform: string): Promise<string | null> {
  const name = await platformHelper(env, platform)
  return (await isInPath(`docker-credential-${name}`, env, platform)) ? name : null
}

async function platformHelper(env: Environment, platform: string): Promise<string> {
  if (platform === 'darwin') return 'osxkeychain'
  if (platform === 'win32') return 'wincred'
  return (await isInPath('pass', env, platform)) ? 'pass' : 'secretservice'
}

async function isInPath(program: string, env: Environment, platform: string): Promise<boolean> {
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const file = platform === 'win32' ? `${program}.exe` : program
  const found = await Promise.all(folders.map((folder) => isProgram(path.join(folder, file))))
  return found.includes(true)
}

async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
