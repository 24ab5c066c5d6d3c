import type { CommandPlace } from '../../../shared/docker-command-files.ts'
import type { ContainerChange, FileLocation } from '../../../shared/files.ts'

/** Whose files are shown. Hold on to one of these: another one is opened anew. */
export type FilePlace = {
  readonly location: FileLocation
  readonly name: string
  /** How the files are had, and so what can be done with them. */
  readonly life: 'volume' | 'running' | 'stopped'
}

/** What a container changed against its image, by path; a folder in which something changed counts as modified. */
export type FileMarks = ReadonlyMap<string, ContainerChange['kind']>

export function commandPlace({ life, name }: FilePlace): CommandPlace {
  return life === 'volume'
    ? { kind: 'volume', name }
    : { kind: 'container', name, isRunning: life === 'running' }
}
