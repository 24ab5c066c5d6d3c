import { toComposeService } from '../../../shared/docker-run/compose.ts'
import type { ConversionProblem } from '../../../shared/docker-run/conversion.ts'
import { printRun } from '../../../shared/docker-run/print-run.ts'
import { listOf, type RunSpec, textOf, withOption } from '../../../shared/docker-run/run-spec.ts'
import { replaceSecrets, variableFor } from '../../../shared/docker-run/secret-values.ts'
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
      const shown = hasValues ? spec : withVariables(spec)
      const service = listOf(spec, 'label').find((label) => label.startsWith(serviceLabel))
      const name = service?.slice(serviceLabel.length) ?? textOf(spec, 'name') ?? 'app'
      const { yaml, problems } = toComposeService(withoutComposeLabels(shown), name)
      return { text: yaml, problems }
    }
    case 'json': {
      const shown = hasValues ? spec : replaceSecrets(spec, isSecretName, () => secretDots).spec
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
  return replaceSecrets(spec, isSecretName, () => '').names.length > 0
}

/** The same with variables in place of secrets, for whoever reads it to fill in. */
function withVariables(spec: RunSpec): RunSpec {
  const variable = (name: string) => `\${${variableFor(name)}}`
  const { spec: shown, names } = replaceSecrets(spec, isSecretName, variable)
  return { ...shown, variables: [...shown.variables, ...names.map(variable)] }
}
