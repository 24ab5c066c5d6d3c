const secretName =
  /password|passwd|passphrase|(?<![a-z])pass(?![a-z])|secret|token|api_?key|private_?key|credential|auth(?!or)|_key$|_pwd$|dsn$/i

/** True for names of variables and labels whose value is dotted out until a person asks for it. */
export function isSecretName(name: string): boolean {
  return secretName.test(name)
}

export const secretDots = '••••••••'

/** `NAME=value` with the value dotted out when the name says that it is a secret. */
export function maskAssignment(assignment: string): string {
  const at = assignment.indexOf('=')
  if (at < 0 || !isSecretName(assignment.slice(0, at))) return assignment
  return `${assignment.slice(0, at)}=${secretDots}`
}
