import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DesktopLanguage, DesktopOptions, DesktopTheme } from '../shared/desktop.ts'
import { desktopLanguages, desktopThemes } from '../shared/desktop.ts'
import { readOptions } from '../shared/desktop-messages.ts'

/**
 * What the page told the shell about its looks, kept so that the next window opens in the right colour and
 * with the right menus before the page can say so. The page's own store is the truth.
 */
export type ShellPreferences = {
  readonly theme: DesktopTheme
  readonly language: DesktopLanguage | null
  readonly options: DesktopOptions
}

/** Until the page has said otherwise. */
const firstOptions: DesktopOptions = {
  hasTray: true,
  staysInTray: false,
  hasBadge: true,
  opensLinks: true,
}

export function isTheme(value: unknown): value is DesktopTheme {
  return desktopThemes.some((theme) => theme === value)
}

export function isLanguage(value: unknown): value is DesktopLanguage {
  return desktopLanguages.some((language) => language === value)
}

/** A missing or damaged file means defaults: nothing in it is worth an error at the start. */
export function readPreferences(file: string): ShellPreferences {
  const stored = readJson(file)
  const { theme, language, options } =
    typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
  return {
    theme: isTheme(theme) ? theme : 'system',
    language: isLanguage(language) ? language : null,
    options: readOptions(options) ?? firstOptions,
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/**
 * Synchronous, so that two changes at once leave the file as the second wants it; in one step, so that no file is
 * ever half written, whatever ends the process.
 */
export function writePreferences(file: string, preferences: ShellPreferences): void {
  mkdirSync(dirname(file), { recursive: true })
  const fresh = `${file}.new`
  writeFileSync(fresh, JSON.stringify(preferences))
  renameSync(fresh, file)
}
