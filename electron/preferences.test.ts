import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
