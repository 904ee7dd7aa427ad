import { randomBytes } from 'node:crypto'
import { request } from 'undici'
import { systemClock } from '#platform/ops/clock.ts'
import { sign } from '#platform/updates/signature.ts'

export interface Probed {
  ok: boolean
  told: string
}

const PATIENCE_MS = 10_000
/** Not an update, so it is refused after the secret was accepted, and nothing is stored. */
const NOTHING = '{}'

/**
 * Knocks at our own public address as Telegram would, with a wrong secret and with the right one. The right one is shown
 * only to a door that has turned the wrong one away.
 */
export async function probe(url: string, secret: string): Promise<Probed[]> {
  const wrong = await knock(url, randomBytes(32).toString('base64url'))
  const stranger = { ok: wrong === 401, told: `a wrong secret gets ${wrong}${wrong === 401 ? '' : ', not 401'}` }
  if (!stranger.ok) return [stranger]
  const right = await knock(url, secret)
  return [
    stranger,
    { ok: right === 400, told: `the right secret gets in${right === 400 ? '' : `: no, ${right} and not 400`}` },
  ]
}

/** The status, or why there is none. A redirect is not followed: Telegram does not either. */
async function knock(url: string, secret: string): Promise<number | string> {
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-telegram-bot-api-secret-token': secret,
        ...sign(NOTHING, secret, systemClock.now()),
      },
      body: NOTHING,
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await body.dump()
    return statusCode
  } catch (error) {
    return `no answer (${reasonOf(error)})`
  }
}

/** `code` of a system error is a word; that of a timeout is a number nobody knows. */
function reasonOf(error: unknown): string {
  const { code, name = 'failed' } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : name
}
