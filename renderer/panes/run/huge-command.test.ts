import { expect, test } from 'vitest'
import { parseRun } from '../../../shared/docker-run/parse-run.ts'
import { draftOf, writeDraft } from './model/draft.ts'

test('a pasted command with thousands of values is not lost on its way through the form', () => {
  const words = Array.from({ length: 5_000 }, (_, index) => `-e NAME_${index}=value -p ${10_000 + index}:80`)
  const { spec } = parseRun(`docker run ${words.join(' ')} nginx`)
  expect(spec).not.toBeNull()
  const written = writeDraft(draftOf(spec!)).spec
  expect(written.options.env).toHaveLength(5_000)
  expect(written.options.publish?.at(-1)).toBe('14999:80')
})
