import { EngineError } from '../shared/errors.ts'
import type { EngineClient, EngineRequest } from './client.ts'
import { readText } from './transport.ts'

/** The JSON document that the engine answers with; null for an empty answer. Rejects as `EngineClient.stream`. */
export async function requestJson(client: EngineClient, request: EngineRequest): Promise<unknown> {
  const { body } = await client.stream(request)
  const text = await readText(body)
  return text.trim() === '' ? null : parseAnswer(text)
}

/** Reads a document. Throws `engine-failed` for what is none: a proxy's own page, bytes that changed on their way. */
export function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new EngineError('engine-failed', 'the engine answered with something that is not JSON')
  }
}
