import { connectionFlags, quoteWord } from './docker-command.ts'
import type { Endpoint } from './engine.ts'

type InVolume = { readonly volume: string; readonly path: string }
type WithFile = { readonly volume: string; readonly file: string }

/**
 * Commands that do the same as clicks on the files of a volume. Docker has no such command: each runs a container
 * of the small `busybox` image for a moment, which is what Bayplan's helper does without an image of its own.
 */
export type FileCommands = {
  readonly list: (options: InVolume) => string
  readonly read: (options: InVolume) => string
  readonly write: (options: InVolume) => string
  readonly makeDirectory: (options: InVolume) => string
  readonly rename: (options: InVolume & { readonly newPath: string }) => string
  readonly remove: (options: { readonly volume: string; readonly paths: readonly string[] }) => string
  readonly setMode: (options: InVolume & { readonly mode: number }) => string
  readonly measure: (options: InVolume) => string
  readonly upload: (options: InVolume & { readonly file: string }) => string
  readonly download: (options: InVolume & { readonly file: string; readonly isFolder: boolean }) => string
  readonly export: (options: WithFile & { readonly compress: boolean }) => string
  readonly import: (options: WithFile & { readonly compress: boolean }) => string
  readonly clone: (options: { readonly volume: string; readonly newName: string }) => string
  readonly empty: (options: { readonly volume: string }) => string
}

const image = 'busybox'

/** For one engine. Paths are absolute in the volume; `file` is one on this computer. */
export function fileCommandsFor(endpoint: Endpoint | null): FileCommands {
  const docker = ['docker', ...connectionFlags(endpoint)].join(' ')
  const inside = (path: string): string => quoteWord(`/v${path}`)
  const start = (mount: string, words: string, flags = ''): string =>
    `${docker} run --rm${flags} --volume ${quoteWord(mount)} ${image} ${words}`
  const look = (volume: string, words: string): string => start(`${volume}:/v:ro`, words)
  const run = (volume: string, words: string, isInteractive = false): string =>
    start(`${volume}:/v`, words, isInteractive ? ' --interactive' : '')
  return {
    list: ({ volume, path }) => look(volume, `ls -la ${inside(path)}`),
    read: ({ volume, path }) => look(volume, `cat ${inside(path)}`),
    write: ({ volume, path }) => run(volume, `tee ${inside(path)}`, true),
    makeDirectory: ({ volume, path }) => run(volume, `mkdir ${inside(path)}`),
    rename: ({ volume, path, newPath }) => run(volume, `mv ${inside(path)} ${inside(newPath)}`),
    remove: ({ volume, paths }) => run(volume, `rm -r ${paths.map(inside).join(' ')}`),
    setMode: ({ volume, path, mode }) => run(volume, `chmod ${mode.toString(8)} ${inside(path)}`),
    measure: ({ volume, path }) => look(volume, `du -s ${inside(path)}`),
    upload: ({ volume, path, file }) => `${run(volume, `tee ${inside(path)}`, true)} < ${quoteWord(file)}`,
    download: ({ volume, path, file, isFolder }) =>
      `${look(volume, isFolder ? `tar -c -C ${inside(path)} .` : `cat ${inside(path)}`)} > ${quoteWord(file)}`,
    export: ({ volume, file, compress }) =>
      `${look(volume, `tar -c${compress ? ' -z' : ''} -C /v .`)} > ${quoteWord(file)}`,
    import: ({ volume, file, compress }) =>
      `${run(volume, `tar -x${compress ? ' -z' : ''} -C /v`, true)} < ${quoteWord(file)}`,
    clone: ({ volume, newName }) =>
      `${docker} volume create ${quoteWord(newName)} && ${docker} run --rm --volume ${quoteWord(`${volume}:/from:ro`)} --volume ${quoteWord(`${newName}:/to`)} ${image} cp -a /from/. /to/`,
    empty: ({ volume }) => run(volume, 'find /v -mindepth 1 -delete'),
  }
}
