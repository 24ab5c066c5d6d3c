import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type LoginItemParts = {
  readonly platform: string
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  /** What starts this app, and the arguments that it needs. */
  readonly command: readonly string[]
  readonly app: {
    getLoginItemSettings(this: void, options: { path: string; args: string[] }): { openAtLogin: boolean }
    setLoginItemSettings(this: void, settings: { openAtLogin: boolean; path: string; args: string[] }): void
  }
}

/** Given to a start at login: the app begins in the tray. */
export const startHidden = '--hidden'

/** Whether the app starts when the person logs in; null where the system keeps that to itself. */
export function startsAtLogin(parts: LoginItemParts): boolean | null {
  if (isConfined(parts.env)) return null
  if (parts.platform !== 'linux') return parts.app.getLoginItemSettings(launch(parts)).openAtLogin
  try {
    return !/^Hidden=true$/m.test(readFileSync(autostartFile(parts), 'utf8'))
  } catch {
    return false
  }
}

/** Answers with how it is then. */
export function setStartsAtLogin(parts: LoginItemParts, wanted: boolean): boolean | null {
  if (isConfined(parts.env)) return null
  if (parts.platform !== 'linux') {
    parts.app.setLoginItemSettings({ openAtLogin: wanted, ...launch(parts) })
  } else if (wanted) {
    mkdirSync(dirname(autostartFile(parts)), { recursive: true })
    writeFileSync(autostartFile(parts), autostartEntry(parts.command))
  } else rmSync(autostartFile(parts), { force: true })
  return startsAtLogin(parts)
}

/** Flatpak and Snap see another home: what is written there starts nothing. */
function isConfined(env: NodeJS.ProcessEnv): boolean {
  return env['FLATPAK_ID'] !== undefined || env['SNAP'] !== undefined
}

function launch({ command }: LoginItemParts): { path: string; args: string[] } {
  const [path = '', ...args] = command
  return { path, args: [...args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg)), startHidden] }
}

function autostartFile({ env, home }: LoginItemParts): string {
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config')
  return join(config, 'autostart', 'org.bayplan.Bayplan.desktop')
}

function autostartEntry(command: readonly string[]): string {
  const words = [...command, startHidden].map(execWord).join(' ')
  return `[Desktop Entry]\nType=Application\nName=Bayplan\nExec=${words}\nX-GNOME-Autostart-enabled=true\n`
}

/** Quotes one word by the rules of the Exec key, which is unescaped twice. */
function execWord(word: string): string {
  const escaped = word
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return `"${escaped}"`
}
