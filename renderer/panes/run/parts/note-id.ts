/** Where the problems of a field stand, for the field to point at. */
export function noteId(part: string): string {
  return `run-note-${part.replaceAll(/[^\w-]/g, '-')}`
}
