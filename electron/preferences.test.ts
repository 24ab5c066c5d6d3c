import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readPreferences, writePreferences } from './preferences.ts'

const folder = mkdtempSync(join(tmpdir(), 'bayplan-preferences-'))
afterAll(() => rmSync(folder, { recursive: true }))
const options = { hasTray: true, staysInTray: false, hasBadge: true, opensLinks: true }
const defaults = { theme: 'system', language: null, options }

describe('preferences', () => {
  it('are read as they were written, into a folder that need not exist', () => {
    const file = join(folder, 'new/shell.json')
    const wanted = { theme: 'dark', language: 'zh-CN', options: { ...options, hasTray: false } } as const
    writePreferences(file, wanted)
    expect(readPreferences(file)).toEqual(wanted)
  })

  it('are replaced in one step: who holds the old file has all of it', () => {
    const file = join(folder, 'whole.json')
    writePreferences(file, { ...readPreferences(file), theme: 'dark' })
    const held = openSync(file, 'r')
    writePreferences(file, { ...readPreferences(file), theme: 'light' })
    expect(JSON.parse(readFileSync(held, 'utf8'))).toMatchObject({ theme: 'dark' })
    expect(readPreferences(file).theme).toBe('light')
    closeSync(held)
  })

  it.each([
    '',
    '{',
    'null',
    '[]',
    '"dark"',
    '{"theme":"sepia","language":"fr"}',
    '{"theme":{},"language":[]}',
    '{"options":{"hasTray":1}}',
  ])('%j means defaults', (content) => {
    const file = join(folder, 'damaged.json')
    writeFileSync(file, content)
    expect(readPreferences(file)).toEqual(defaults)
  })

  it('have defaults where there is no file', () => {
    expect(readPreferences(join(folder, 'none.json'))).toEqual(defaults)
  })
})
