import { readCmd } from './read-cmd.ts'
import { readPosix } from './read-posix.ts'
import { readPowershell } from './read-powershell.ts'
import type { ShellText } from './tokens.ts'

/** The shells in whose writing a line can stand. */
export const shells = ['posix', 'powershell', 'cmd'] as const
export type Shell = (typeof shells)[number]

const readers: Readonly<Record<Shell, (text: string) => ShellText>> = {
  posix: readPosix,
  powershell: readPowershell,
  cmd: readCmd,
}

/** Cuts a text into words as that shell does. */
export function readShell(shell: Shell, text: string): ShellText {
  return readers[shell](text)
}

const powershellSigns = /[ \t]`[ \t]*\r?\n|\$\{?env:|^\s*PS [^\n>]*>/i
const cmdSigns = /\^[ \t]*\r?\n|^\s*[A-Za-z]:\\[^\n>]*>|%(?:cd|userprofile|appdata|programdata|temp)%/i
/** A path with a drive, whose backslashes a POSIX shell would eat. */
const windowsPath = /(?:^|[\s="])[A-Za-z]:\\[^\\"'\s]/
const posixSigns = /\\\r?\n/

/** The shell that a text was most probably written for. */
export function detectShell(text: string): Shell {
  if (powershellSigns.test(text)) return 'powershell'
  if (cmdSigns.test(text)) return 'cmd'
  if (posixSigns.test(text) || !windowsPath.test(text)) return 'posix'
  return /['$`]/.test(text) ? 'powershell' : 'cmd'
}
