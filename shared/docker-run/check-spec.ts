import { checkConflicts } from './check-conflicts.ts'
import { checkImage, checkValue } from './check-value.ts'
import type { RunOption } from './run-options.ts'
import { runOptions } from './run-options.ts'
import type { RunProblem } from './run-problem.ts'
import { problemOf } from './run-problem.ts'
import type { RunSpec } from './run-spec.ts'
import { valueOf } from './run-spec.ts'
import { cutVariables } from './shell/variables.ts'

/**
 * All that docker or the engine would refuse and that can be told without asking them: each value against its
 * grammar, and what options say together. In the order of the options.
 */
export function checkSpec(spec: RunSpec): readonly RunProblem[] {
  return [
    ...spec.unknown.map(({ text }) => problemOf('unknown-flag', null, text)),
    ...runOptions.flatMap((option) => checkOption(option, spec)),
    ...checkConflicts(spec),
    ...checkOperands(spec),
  ]
}

function checkOption(option: RunOption, spec: RunSpec): readonly RunProblem[] {
  const value = valueOf(spec, option.name)
  if (value === null) return []
  const outdated = option.deprecated ? [problemOf('deprecated', option.name)] : []
  if (typeof value === 'boolean') return outdated
  const problems =
    typeof value === 'string'
      ? checkText(option, value, null, spec)
      : value.flatMap((text, index) => checkText(option, text, index, spec))
  return [...outdated, ...problems]
}

function checkText(
  option: RunOption,
  text: string,
  index: number | null,
  spec: RunSpec,
): readonly RunProblem[] {
  const variables = findVariables(text, spec)
  // What a variable stands for is not known, so the rest cannot be judged.
  if (variables.length > 0) return variables.map((each) => problemOf('variable', option.name, each, index))
  const checked = checkValue(option, text)
  return checked.ok ? [] : [problemOf(checked.problem, option.name, checked.text, index)]
}

function checkOperands(spec: RunSpec): readonly RunProblem[] {
  const { image, command } = spec
  const inCommand = command.flatMap((word, index) =>
    findVariables(word, spec).map((each) => problemOf('variable', 'command', each, index)),
  )
  if (image === '') return [problemOf('no-image', 'image'), ...inCommand]
  const inImage = findVariables(image, spec).map((each) => problemOf('variable', 'image', each))
  const checked = checkImage(image)
  if (inImage.length > 0 || checked.ok) return [...inImage, ...inCommand]
  return [problemOf(checked.problem, 'image', checked.text), ...inCommand]
}

/** Pieces of a text that a shell would have to replace. */
export function findVariables(text: string, { variables }: RunSpec): readonly string[] {
  if (variables.length === 0) return variables
  const found = cutVariables(text, variables).flatMap((piece) => (piece.isVariable ? piece.text : []))
  return [...new Set(found)]
}
