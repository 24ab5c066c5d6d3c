import type { TFunction } from 'i18next'
import type { RunProblem } from '../../../shared/docker-run/run-problem.ts'

/** What is wrong, in a sentence. The text in question is shortened: it may be a whole page. */
export function problemSentence({ code, option, value }: RunProblem, t: TFunction): string {
  const text = value ?? ''
  const values = {
    option: option === null ? '' : `--${option}`,
    value: text.length > 80 ? `${text.slice(0, 79)}…` : text,
  }
  return t(`run.problem.${code}`, values)
}
