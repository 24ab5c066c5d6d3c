/**
 * Where a link leads that a program printed (OSC 8): its text may say anything. Null for all but the web, and for
 * addresses with an account in them, which look like another site.
 */
export function linkTarget(uri: string): string | null {
  if (!URL.canParse(uri)) return null
  const { protocol, username, password, href } = new URL(uri)
  const isWeb = protocol === 'https:' || protocol === 'http:'
  return isWeb && username === '' && password === '' ? href : null
}
