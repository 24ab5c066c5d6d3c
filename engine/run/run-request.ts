import { readFileSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { isRefusal } from '../../shared/docker-run/conversion.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import type { CreateRequest } from '../../shared/docker-run/to-engine.ts'
import { toCreateRequest } from '../../shared/docker-run/to-engine.ts'
import { EngineError } from '../../shared/errors.ts'

/** A file of variables, labels or a seccomp profile is small. */
const maxFileBytes = 1024 * 1024

/** What a command leans on besides the engine. */
export type Place = {
  readonly apiVersion: string
  /** Whether files of this computer may be named. A page in a browser must not: see docs/security.md. */
  readonly readsFiles: boolean
}

/** What the engine is asked for. Throws `bad-request` with the option that cannot be used as it is. */
export function requestOf(spec: RunSpec, { apiVersion, readsFiles }: Place): CreateRequest {
  const { request, problems } = toCreateRequest(spec, { apiVersion, ...(readsFiles ? { readFile } : {}) })
  if (request !== null) return request
  const problem = problems.find(isRefusal)
  const option = problem?.code === 'no-image' ? 'image' : problem?.option
  const message = [problem?.code, problem?.value].filter((part) => part).join(': ')
  throw new EngineError('bad-request', message, option ? { option } : {})
}

/** As with the docker command; null: unreadable. */
function readFile(path: string): string | null {
  try {
    if (!isAbsolute(path)) return null
    const { size } = statSync(path)
    return size > maxFileBytes ? null : readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
