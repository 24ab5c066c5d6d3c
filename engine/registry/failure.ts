import type { ErrorCode } from '../../shared/errors.ts'
import { EngineError } from '../../shared/errors.ts'

/**
 * What went wrong between an engine and a registry.
 *
 * The engine passes on what a registry or the network said as one line of text, in a stream that began with
 * 200 (pull, push) or with status 500 for nearly everything (sign in, pull). There is no code in it. This is
 * the one place where text is read, and only wording that is fixed elsewhere: the error codes of the
 * distribution specification, which Docker prints in lower case before a colon, the errors of Go's standard
 * library, and the kernel's. What is not in the table keeps the code of its status.
 */
const table: readonly (readonly [RegExp, ErrorCode])[] = [
  // Codes of the distribution specification, most telling first: one line may hold several.
  [/\btoomanyrequests\b|429 Too Many Requests/i, 'rate-limited'],
  [/no basic auth credentials/, 'unauthorized'],
  [/\bunauthorized: |\bdenied: |status:? 40[13]\b|40[13] (Unauthorized|Forbidden)/i, 'unauthorized'],
  [/(pull|push) access denied|incorrect username or password/, 'unauthorized'],
  [/\bmanifest unknown\b|\bname unknown\b|\bname_unknown\b|\bmanifest_unknown\b/i, 'not-found'],
  [/no matching manifest for|does not provide the specified platform/, 'not-found'],
  // The engine's own words, before and with the containerd store.
  [/An image does not exist locally with the tag|^tag does not exist: /, 'not-found'],
  // errno texts of the kernel.
  [/no space left on device|disk quota exceeded/, 'out-of-space'],
  // Go's crypto packages.
  [/x509: |\btls: |server gave HTTP response to HTTPS client|HTTP request to an HTTPS server/, 'tls'],
  // Go's resolver and the kernel's routes.
  [/no such host|server misbehaving|[Tt]emporary failure in name resolution/, 'no-network'],
  [/network is unreachable|no route to host|lookup .*: i\/o timeout|proxyconnect/, 'no-network'],
  // Go's JSON reader, and the registry client, about something that is no registry.
  [/invalid character '.+' looking for beginning of value/, 'not-a-registry'],
  // 2xx where the specification wants another one.
  [/received unexpected HTTP status: 2\d\d/, 'not-a-registry'],
  [/text\/html|missing or empty Content-Type|unexpected media type/, 'not-a-registry'],
  [/connection refused|connection reset|broken pipe|\bEOF\b|i\/o timeout/, 'registry-unreachable'],
  [/TLS handshake timeout|Client\.Timeout|deadline exceeded|50[0234] \w/, 'registry-unreachable'],
]

/** The code of a line that an engine passed on from a registry, null when the line says nothing known. */
export function codeOfRegistryText(text: string): ErrorCode | null {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? null
}

/** An engine's refusal of a call that leads to a registry, with the registry's reason as its code. */
export function fromRegistryRefusal(error: unknown): unknown {
  if (!(error instanceof EngineError)) return error
  const { code, engineMessage, status } = error.data
  // Without an answer the engine itself is away, whatever the text says.
  if (status === null) return error
  const told = codeOfRegistryText(engineMessage) ?? code
  if (told === code) return error
  const { operation, subject } = error.data
  return new EngineError(told, engineMessage, { operation, subject, status })
}

/** What `errorDetail` says in a stream of progress. Its code, where there is one, is an HTTP status. */
export function fromErrorDetail(message: string, detailCode: number | null): EngineError {
  const code = codeOfRegistryText(message) ?? codeOfDetail(detailCode)
  return new EngineError(code, message, { status: detailCode })
}

function codeOfDetail(code: number | null): ErrorCode {
  if (code === 401 || code === 403) return 'unauthorized'
  if (code === 404) return 'not-found'
  return code === 429 ? 'rate-limited' : 'engine-failed'
}
