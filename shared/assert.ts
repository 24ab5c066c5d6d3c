/** Marks a branch that the types say cannot be reached; reaching it is a bug, so it throws. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
