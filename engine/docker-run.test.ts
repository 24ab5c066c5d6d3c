import { expect, it } from 'vitest'
import { toComposeService } from '../shared/docker-run/compose.ts'
import { fromComposeService } from '../shared/docker-run/from-compose.ts'
import { parseRun } from '../shared/docker-run/parse-run.ts'
import type { RunSpec } from '../shared/docker-run/run-spec.ts'
import { emptySpec } from '../shared/docker-run/run-spec.ts'
import { toCreateRequest } from '../shared/docker-run/to-engine.ts'
import { lineFiles, runLines } from './testing/run-lines.ts'

const paths = Object.keys(lineFiles).map((mark) => [mark, `/files/${mark.replaceAll('@', '')}`] as const)

function specOf(line: string): RunSpec {
  const withPaths = paths.reduce((text, [mark, path]) => text.replaceAll(mark, path), line)
  return parseRun(`docker run ${withPaths}`).spec ?? emptySpec()
}

/** What is sent for a spec, but for the name that a service has on its networks. */
function sent(spec: RunSpec): unknown {
  const { request } = toCreateRequest(spec, { readFile: () => '{}', readEnv: () => null })
  const { name, platform, body, client } = request ?? {}
  return JSON.parse(JSON.stringify({ name, platform, body, pull: client?.pull }), (key, value: unknown) => {
    if (key === 'Aliases' && Array.isArray(value)) return without(value, 'web')
    return key === 'EndpointsConfig' ? withoutEmpty(value as object) : value
  })
}

function without(aliases: readonly unknown[], name: string): readonly unknown[] | undefined {
  const others = aliases.filter((alias) => alias !== name)
  return others.length === 0 ? undefined : others
}

function withoutEmpty(endpoints: object): object {
  return Object.fromEntries(
    Object.entries(endpoints).filter(([, endpoint]) => Object.keys(endpoint as object).length > 0),
  )
}

/** Compose has a driver with the volume, and the command with the mount. */
const elsewhere: ReadonlySet<string> = new Set(['a volume of another driver'])

it.each(Object.entries(runLines))('comes back from a Compose file as it was: %s', (name, line) => {
  const spec = specOf(line)
  const { yaml, problems } = toComposeService(spec, 'web')
  const { specs, problems: back } = fromComposeService(yaml)
  expect(back.filter(({ code }) => code !== 'key-left-out')).toEqual([])
  if (problems.length > 0 || elsewhere.has(name)) return
  expect(sent(specs[0]?.spec ?? emptySpec())).toEqual(sent(spec))
})
