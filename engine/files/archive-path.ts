import { encodeName } from '../../shared/file-name.ts'
import { helperRoot } from './helper-container.ts'

/**
 * The engine's address for the content of a folder in a helper, as a tar; `path` is absolute in the volume and has no
 * links in it. Written by bytes, because a name need not be UTF-8.
 */
export function archivePath(id: string, path: string): string {
  const whole = `${helperRoot}${path === '/' ? '' : path}/.`
  let encoded = ''
  for (const byte of encodeName(whole)) {
    const character = String.fromCharCode(byte)
    encoded += /[A-Za-z0-9/._-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return `/containers/${id}/archive?path=${encoded}`
}
