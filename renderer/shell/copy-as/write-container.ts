import { toComposeService } from '../../../shared/docker-run/compose.ts'
import type { ConversionProblem } from '../../../shared/docker-run/conversion.ts'
import { printRun } from '../../../shared/docker-run/print-run.ts'
import { listOf, type RunSpec, textOf, withOption } from '../../../shared/docker-run/run-spec.ts'
import type { Shell } from '../../../shared/docker-run/shell/shell.ts'
import { toCreateRequest } from '../../../shared/docker-run/to-engine.ts'
import { isSecretName, secretDots } from '../../../shared/secrets.ts'

export const writtenForms = ['command', 'compose', 'json'] as const
export type WrittenForm = (typeof writtenForms)[number]

export type Writing = {
  readonly form: WrittenForm
  readonly shell: Shell
  readonly flags: 'long' | 'short'
  /** Whether the values of secrets are in it. */
  readonly hasValues: boolean
}
export type Written = { readonly text: string; readonly problems: readonly ConversionProblem[] }

/** A container's settings as a command, a Compose service, or what the Engine API takes to make it. */
export function writeContainer(spec: RunSpec, { form, shell, flags, hasValues }: Writing): Written {
  switch (form) {
    case 'command': {
      const secrets = hasValues ? 'plain' : 'variables'
      const { text } = printRun(spec, { shell, flags, layout: 'lines', secrets, isSecret: isSecretName })
      return { text, problems: [] }
    }
    case 'compose': {
      const shown = hasValues ? spec : withSecrets(spec, (name) => `\${${name}}`, true)
      const service = listOf(spec, 'label').find((label) => label.startsWith(serviceLabel))
      const name = service?.slice(serviceLabel.length) ?? textOf(spec, 'name') ?? 'app'
      const { yaml, problems } = toComposeService(withoutComposeLabels(shown), name)
      return { text: yaml, problems }
    }
    case 'json': {
      const shown = hasValues ? spec : withSecrets(spec, () => secretDots, false)
      const { request, problems } = toCreateRequest(shown)
      return { text: request === null ? '' : JSON.stringify(request.body, null, 2), problems }
    }
  }
}

const serviceLabel = 'com.docker.compose.service='

/** Compose writes these itself. */
function withoutComposeLabels(spec: RunSpec): RunSpec {
  const own = listOf(spec, 'label').filter((label) => !label.startsWith('com.docker.compose.'))
  return withOption(spec, 'label', own)
}

/** Whether a value of it is a secret by its name. */
export function hasSecrets(spec: RunSpec): boolean {
  return listOf(spec, 'env').some((assignment) => secretName(assignment) !== null)
}

function secretName(assignment: string): string | null {
  const at = assignment.indexOf('=')
  const name = assignment.slice(0, at)
  return at > 0 && isSecretName(name) ? name : null
}

/** The same with other values of secrets; as `areVariables` they are left for whoever reads it to fill in. */
function withSecrets(spec: RunSpec, valueOf: (name: string) => string, areVariables: boolean): RunSpec {
  const names = listOf(spec, 'env').flatMap((assignment) => secretName(assignment) ?? [])
  const env = listOf(spec, 'env').map((assignment) => {
    const name = secretName(assignment)
    return name === null ? assignment : `${name}=${valueOf(name)}`
  })
  const variables = areVariables ? [...spec.variables, ...names.map(valueOf)] : spec.variables
  return { ...withOption(spec, 'env', env), variables }
}
