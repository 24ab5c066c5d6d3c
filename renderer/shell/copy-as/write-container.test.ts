import { describe, expect, it } from 'vitest'
import { parseRun } from '../../../shared/docker-run/parse-run.ts'
import { emptySpec } from '../../../shared/docker-run/run-spec.ts'
import { hasSecrets, type Writing, writeContainer } from './write-container.ts'

const line = 'docker run --name db --env DB_PASSWORD=s3cret --env MODE=a --publish 5432:5432 postgres:17'
const spec = parseRun(line).spec ?? emptySpec()
const writing: Writing = { form: 'command', shell: 'posix', flags: 'long', hasValues: false }
const write = (change: Partial<Writing>) => writeContainer(spec, { ...writing, ...change }).text

describe('a container written out', () => {
  it.each(['command', 'compose', 'json'] as const)('as %s has no secret unless it is asked for', (form) => {
    expect(write({ form })).not.toContain('s3cret')
    expect(write({ form })).toContain('DB_PASSWORD')
    expect(write({ form, hasValues: true })).toContain('s3cret')
  })

  it('is a command for each shell, with long or short flags', () => {
    expect(write({})).toContain('--publish 5432:5432')
    expect(write({ flags: 'short' })).toContain('-p 5432:5432')
    expect(write({ shell: 'powershell' })).toContain('`\n')
    expect(write({ shell: 'cmd' })).toContain('^\n')
  })

  it('is a Compose service that asks for its secrets', () => {
    expect(write({ form: 'compose' })).toMatch(/DB_PASSWORD(=|: )"?\$\{DB_PASSWORD\}/)
  })

  it('is called as its service is, without what Compose writes itself', () => {
    const made = 'docker run --name shop-db-1 -l com.docker.compose.service=db -l a=b postgres'
    const inProject = parseRun(made).spec ?? emptySpec()
    const { text } = writeContainer(inProject, { ...writing, form: 'compose' })
    expect(text).toMatch(/^services:\n {2}db:\n/)
    expect(text).not.toContain('com.docker.compose')
  })

  it('is what the Engine API takes', () => {
    expect(JSON.parse(write({ form: 'json', hasValues: true }))).toMatchObject({
      Image: 'postgres:17',
      Env: ['DB_PASSWORD=s3cret', 'MODE=a'],
    })
  })

  it('has secrets by the names of its variables', () => {
    expect(hasSecrets(spec)).toBe(true)
    expect(hasSecrets(emptySpec('x'))).toBe(false)
  })
})
