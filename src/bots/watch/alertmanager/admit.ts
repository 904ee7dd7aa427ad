import { hash, timingSafeEqual } from 'node:crypto'

/** A bearer token, or the password of a basic authorisation: what Alertmanager's `http_config` can send. Compared in constant time. */
export function isAlertmanager(secrets: readonly string[], authorization: string | undefined): boolean {
  const given = Buffer.from(hash('sha256', credentialIn(authorization ?? ''), 'buffer'))
  let found = false
  for (const secret of secrets) if (timingSafeEqual(given, hash('sha256', secret, 'buffer'))) found = true
  return found
}

function credentialIn(authorization: string): string {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+)$/i.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  const pair = Buffer.from(value, 'base64').toString()
  return pair.slice(pair.indexOf(':') + 1)
}
