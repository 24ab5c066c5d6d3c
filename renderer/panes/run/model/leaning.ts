import { listOf, type RunSpec } from '../../../../shared/docker-run/run-spec.ts'

const relative = /(?:^|(?:source|src)=)\.{1,2}(?:[/\\:,]|$)/

/** Whether anything of the settings depends on where they are run. */
export function leansOnPlace(spec: RunSpec): boolean {
  return (
    spec.variables.length > 0 ||
    listOf(spec, 'env').some((text) => !text.includes('=')) ||
    listOf(spec, 'env-file').length > 0 ||
    listOf(spec, 'label-file').length > 0 ||
    [...listOf(spec, 'volume'), ...listOf(spec, 'mount')].some((text) => relative.test(text)) ||
    listOf(spec, 'security-opt').some((text) => text.startsWith('seccomp'))
  )
}

const typedPiece = /^(?:~(?=[/\\]|$)|\$\(pwd\)|`pwd`|\$\w+|\$\{\w+\}|%\w+%)/

/**
 * What stands for a folder at the beginning of a path that was typed, as in a shell: `~`, `$HOME`, `$(pwd)`. No path
 * and no volume of a container begins like that.
 */
export function typedPieces(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => typedPiece.exec(path)?.[0] ?? [])
}
