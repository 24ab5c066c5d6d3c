import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

type Platform = { readonly platform: string | null }
type SaveOptions = Platform & { readonly references: readonly string[]; readonly file: string }
type LoadOptions = Platform & { readonly file: string }
type ImportOptions = Platform & {
  readonly file: string
  readonly reference: string | null
  readonly changes: readonly string[]
  readonly message: string
}

export type ArchiveCommands = {
  readonly save: (options: SaveOptions) => string
  readonly load: (options: LoadOptions) => string
  readonly import: (options: ImportOptions) => string
}

/** The docker commands that write and read archives, for one engine. `file` is a path, or a name without one. */
export function archiveCommandsFor(endpoint: Endpoint | null): ArchiveCommands {
  const docker = ['docker', ...connectionFlags(endpoint)]
  const flag = (name: string, value: string | null) =>
    value === null || value === '' ? [] : [name, quoteWord(value)]
  const command = (...words: readonly string[]) => [...docker, ...words].join(' ')
  return {
    save: ({ references, platform, file }) =>
      command(
        'image save',
        ...flag('--platform', platform),
        ...flag('--output', file),
        ...references.map(quoteWord),
      ),
    load: ({ platform, file }) =>
      command('image load', ...flag('--platform', platform), ...flag('--input', file)),
    import: ({ file, reference, changes, message, platform }) =>
      command(
        'image import',
        ...changes.flatMap((change) => flag('--change', change)),
        ...flag('--message', message),
        ...flag('--platform', platform),
        quoteWord(file),
        ...(reference === null ? [] : [quoteWord(reference)]),
      ),
  }
}
