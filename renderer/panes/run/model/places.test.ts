import { expect, test } from 'vitest'
import { runOptions } from '../../../../shared/docker-run/run-options.ts'
import { runOptions as english } from '../../../i18n/en/run-options.ts'
import { exampleOf } from './examples.ts'
import { genericOptions, ownFields, sections, withoutField } from './places.ts'

test('every option of docker run has exactly one place in the form', () => {
  const drawn = sections.flatMap((section) => genericOptions(section).map(({ name }) => name))
  expect([...drawn, ...ownFields, ...withoutField].toSorted()).toEqual(
    runOptions.map(({ name }) => name).toSorted(),
  )
})

test('every option says what it does', () => {
  expect(Object.keys(english).toSorted()).toEqual(runOptions.map(({ name }) => name).toSorted())
})

test('every empty field shows how its value is written', () => {
  const bare = sections.flatMap(genericOptions).filter((option) => option.kind !== 'switch')
  expect(
    bare.filter(
      (option) => exampleOf(option) === '' && option.choices.length === 0 && option.value !== 'label',
    ),
  ).toEqual([])
})
