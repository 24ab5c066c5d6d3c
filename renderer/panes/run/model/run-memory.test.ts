import { beforeEach, expect, test } from 'vitest'
import { emptySpec } from '../../../../shared/docker-run/run-spec.ts'
import { deleteTemplate, rememberRun, saveTemplate, useRunMemory } from './run-memory.ts'

beforeEach(() => useRunMemory.setState({ recent: [], templates: [] }))

const spec = { ...emptySpec('postgres'), options: { env: ['POSTGRES_PASSWORD=hunter2', 'A=1', 'API_TOKEN'] } }

test('a password does not lie in the storage of the browser', () => {
  rememberRun('db', spec, 1)
  saveTemplate('database', spec, 1)
  const { recent, templates } = useRunMemory.getState()
  for (const kept of [...recent, ...templates]) {
    expect(kept.spec.options.env).toEqual(['POSTGRES_PASSWORD=', 'A=1', 'API_TOKEN'])
  }
  expect(JSON.stringify(useRunMemory.getState())).not.toContain('hunter2')
})

test('the last runs are kept, the newest first, each once', () => {
  for (let at = 0; at < 12; at += 1) rememberRun(`run-${at}`, spec, at)
  rememberRun('run-9', spec, 20)
  const names = useRunMemory.getState().recent.map(({ name }) => name)
  expect(names).toHaveLength(8)
  expect(names.slice(0, 3)).toEqual(['run-9', 'run-11', 'run-10'])
})

test('a template is replaced by one of the same name, and deleted', () => {
  saveTemplate('b', spec, 1)
  saveTemplate('a', spec, 1)
  saveTemplate('b', emptySpec('nginx'), 2)
  expect(useRunMemory.getState().templates.map(({ name, atMs }) => [name, atMs])).toEqual([
    ['a', 1],
    ['b', 2],
  ])
  deleteTemplate('a')
  expect(useRunMemory.getState().templates.map(({ name }) => name)).toEqual(['b'])
})
