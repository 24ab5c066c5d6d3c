import { parseDocument } from 'yaml'
import type { ConversionProblem } from './conversion.ts'
import { Problems } from './conversion.ts'
import { readService } from './from-compose-service.ts'
import { isMap, unescaped } from './from-compose-value.ts'
import type { RunSpec } from './run-spec.ts'

export type ComposeSpecs = {
  /** One per service, in the file's order. */
  readonly specs: readonly { readonly service: string; readonly spec: RunSpec }[]
  readonly problems: readonly ConversionProblem[]
}

const maximumLength = 512 * 1024
/** Nested deeper than any file of a person: reading it would take minutes. */
const isTooDeep = /(?:- ){100}|[[{](?:\s*[[{]){100}/
const knownKeys: ReadonlySet<string> = new Set(['services', 'networks', 'volumes', 'name', 'version'])

/**
 * The containers that a Compose file describes, read as text: files that it includes are not there. Keys that
 * `docker run` has no option for are problems. Where the file has a `name`, networks and volumes are the project's.
 */
export function fromComposeService(yaml: string): ComposeSpecs {
  const problems = new Problems()
  const file = readFile(yaml)
  if (file === null || !isMap(file['services'])) {
    problems.add('invalid-yaml')
    return { specs: [], problems: problems.list }
  }
  for (const key of Object.keys(file)) {
    if (!knownKeys.has(key) && !key.startsWith('x-')) problems.add('key-left-out', null, key)
  }
  const project = typeof file['name'] === 'string' ? file['name'] : null
  const specs = Object.entries(file['services']).map(([service, content]) => {
    const variables = new Set<string>()
    const keys = unescaped(content, variables)
    const context = {
      service,
      project,
      networks: file['networks'],
      volumes: file['volumes'],
      problems,
      variables,
    }
    const spec = readService(isMap(keys) ? keys : {}, context)
    return { service, spec: { ...spec, variables: [...variables] } }
  })
  return { specs, problems: problems.list }
}

/** Merge keys are followed, and anchors a bounded number of times. */
function readFile(yaml: string): Readonly<Record<string, unknown>> | null {
  if (yaml.length > maximumLength || isTooDeep.test(yaml)) return null
  const document = parseDocument(yaml, { merge: true, logLevel: 'silent' })
  if (document.errors.length > 0) return null
  try {
    const file: unknown = document.toJS({ maxAliasCount: 1000 })
    // Fails for anchors that hold themselves.
    JSON.stringify(file)
    return isMap(file) ? file : null
  } catch {
    return null
  }
}
