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
  readonly uploadFolder: (options: InVolume & { readonly folder: string }) => string
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
    uploadFolder: ({ volume, path, folder }) =>
      `tar -c ${quoteWord(folder)} | ${run(volume, `tar -x -C ${inside(path)}`, true)}`,
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

/** What the files belong to. */
export type CommandPlace =
  | { readonly kind: 'volume'; readonly name: string }
  | { readonly kind: 'container'; readonly name: string; readonly isRunning: boolean }

/** Commands for the files of one place. Paths are absolute in it; `file` and `folder` are on this computer. */
export type PlaceCommands = {
  readonly list: (path: string) => string
  readonly read: (path: string) => string
  readonly write: (path: string) => string
  readonly makeDirectory: (path: string) => string
  readonly rename: (path: string, newPath: string) => string
  readonly remove: (paths: readonly string[]) => string
  readonly setMode: (path: string, mode: number) => string
  readonly measure: (path: string) => string
  readonly upload: (path: string, file: string) => string
  readonly uploadFolder: (path: string, folder: string) => string
  readonly download: (path: string, file: string, isFolder: boolean) => string
}

/** For one engine. */
export function placeCommandsFor(endpoint: Endpoint | null, place: CommandPlace): PlaceCommands {
  return place.kind === 'volume'
    ? volumePlaceCommands(endpoint, place.name)
    : containerPlaceCommands(endpoint, place.name, place.isRunning)
}

function volumePlaceCommands(endpoint: Endpoint | null, volume: string): PlaceCommands {
  const commands = fileCommandsFor(endpoint)
  return {
    list: (path) => commands.list({ volume, path }),
    read: (path) => commands.read({ volume, path }),
    write: (path) => commands.write({ volume, path }),
    makeDirectory: (path) => commands.makeDirectory({ volume, path }),
    rename: (path, newPath) => commands.rename({ volume, path, newPath }),
    remove: (paths) => commands.remove({ volume, paths }),
    setMode: (path, mode) => commands.setMode({ volume, path, mode }),
    measure: (path) => commands.measure({ volume, path }),
    upload: (path, file) => commands.upload({ volume, path, file }),
    uploadFolder: (path, folder) => commands.uploadFolder({ volume, path, folder }),
    download: (path, file, isFolder) => commands.download({ volume, path, file, isFolder }),
  }
}

/** The container's own tools do what `docker cp` cannot; they are there only while it runs, and only if it has them. */
function containerPlaceCommands(endpoint: Endpoint | null, name: string, isRunning: boolean): PlaceCommands {
  const docker = ['docker', ...connectionFlags(endpoint)].join(' ')
  const at = (path: string): string => quoteWord(`${name}:${path}`)
  const exec = (words: string, flags = ''): string => `${docker} exec${flags} ${quoteWord(name)} ${words}`
  const taken = (path: string, words: string): string => `${docker} cp ${at(path)} - | tar ${words}`
  const brought = (from: string, path: string): string => `${docker} cp ${quoteWord(from)} ${at(path)}`
  const last = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
  return {
    list: (path) => (isRunning ? exec(`ls -la ${quoteWord(path)}`) : taken(path, '-tv')),
    read: (path) => (isRunning ? exec(`cat ${quoteWord(path)}`) : taken(path, '-xO')),
    write: (path) =>
      isRunning ? exec(`tee ${quoteWord(path)}`, ' --interactive') : brought(last(path), path),
    makeDirectory: (path) => (isRunning ? exec(`mkdir ${quoteWord(path)}`) : brought(last(path), path)),
    rename: (path, newPath) => exec(`mv ${quoteWord(path)} ${quoteWord(newPath)}`),
    remove: (paths) => exec(`rm -r ${paths.map(quoteWord).join(' ')}`),
    setMode: (path, mode) => exec(`chmod ${mode.toString(8)} ${quoteWord(path)}`),
    measure: (path) => (isRunning ? exec(`du -s ${quoteWord(path)}`) : `${taken(path, '-tv')} | wc -l`),
    upload: (path, file) => brought(file, path),
    uploadFolder: (path, folder) => brought(folder, path),
    download: (path, file, isFolder) =>
      isFolder
        ? `${docker} cp ${at(path)} - > ${quoteWord(file)}`
        : `${docker} cp ${at(path)} ${quoteWord(file)}`,
  }
}

/** What a container changed against its image. */
export function changesCommandFor(endpoint: Endpoint | null, name: string): string {
  return ['docker', ...connectionFlags(endpoint), 'container', 'diff', quoteWord(name)].join(' ')
}
