/** A command as it is read: which engine it is for is the same for all, and is copied along. */
export function withoutEngine(command: string): string {
  return command.replaceAll(/\bdocker --(host|context) \S+/g, 'docker')
}
