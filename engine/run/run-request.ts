import { isRefusal } from '../../shared/docker-run/conversion.ts'
import type { RunSpec } from '../../shared/docker-run/run-spec.ts'
import type { CreateRequest } from '../../shared/docker-run/to-engine.ts'
import { toCreateRequest } from '../../shared/docker-run/to-engine.ts'
import { EngineError } from '../../shared/errors.ts'
import type { WorkingPlace } from './run-place.ts'

/** What a command leans on besides the engine. */
export type Place = {
  readonly apiVersion: string
  readonly here: WorkingPlace
}

/** What the engine is asked for. Throws `bad-request` with the option that cannot be used as it is. */
export function requestOf(spec: RunSpec, { apiVersion, here }: Place): CreateRequest {
  const { request, problems } = toCreateRequest(spec, { apiVersion, ...here })
  if (request !== null) return request
  const problem = problems.find(isRefusal)
  const option = problem?.code === 'no-image' ? 'image' : problem?.option
  const message = [problem?.code, problem?.value].filter((part) => part).join(': ')
  throw new EngineError('bad-request', message, option ? { option } : {})
}
