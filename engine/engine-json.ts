import type { EngineClient, EngineRequest } from './client.ts'
import { readText } from './transport.ts'

/** The JSON document that the engine answers with; null for an empty answer. Rejects as `EngineClient.stream`. */
export async function requestJson(client: EngineClient, request: EngineRequest): Promise<unknown> {
  const { body } = await client.stream(request)
  const text = await readText(body)
  return text.trim() === '' ? null : (JSON.parse(text) as unknown)
}
