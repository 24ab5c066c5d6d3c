/** What is wrong with a container's name before the engine sees it. The keys of `asks.rename`. */
export type NameProblem =
  | { readonly kind: 'tooShort' | 'badStart' | 'hasSpace' | 'same' }
  | { readonly kind: 'badCharacter'; readonly character: string }

/** Docker's rule: `[a-zA-Z0-9][a-zA-Z0-9_.-]+`. Null when the name is fine. */
export function checkContainerName(name: string, currentName: string): NameProblem | null {
  const bad = /[^a-zA-Z0-9_.-]/u.exec(name)?.[0]
  if (bad !== undefined && /\s/.test(bad)) return { kind: 'hasSpace' }
  if (bad !== undefined) return { kind: 'badCharacter', character: bad }
  if (name !== '' && !/^[a-zA-Z0-9]/.test(name)) return { kind: 'badStart' }
  if (name.length < 2) return { kind: 'tooShort' }
  return name === currentName ? { kind: 'same' } : null
}
