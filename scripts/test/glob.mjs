import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** All files below a folder whose name ends so. Node 20 has no glob of its own. @param {string} folder @param {string} ending */
export function globSync(folder, ending) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort()
}
