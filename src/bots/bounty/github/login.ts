/** `octocat`, `@octocat` or the address of a profile → the login; undefined for what GitHub has never allowed. */
export function parseLogin(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?github\.com\//i, '')
    .replace(/^@/, '')
    .replace(/\/$/, '')
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,38}$/.test(bare) ? bare : undefined
}
