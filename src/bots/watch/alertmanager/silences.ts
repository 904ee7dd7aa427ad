import { z } from 'zod'

export interface Silence {
  readonly labels: Readonly<Record<string, string>>
  readonly from: Date
  readonly until: Date
  readonly by: string
  /** Written into the comment: a silence that was made already is found by it. */
  readonly key: string
}

/** Alertmanager's silences. */
export interface Silences {
  /** Makes it, once for each key, and resolves to Alertmanager's id of it. */
  create(silence: Silence, signal: AbortSignal): Promise<string>
}

const made = z.looseObject({ silenceID: z.string().min(1).max(200) })
const listed = z.array(
  z.looseObject({ id: z.string(), comment: z.string().default(''), status: z.looseObject({ state: z.string() }) }),
)

const PATIENCE_MS = 10_000

/** Over its HTTP interface, version 2. Rejects with what it answered. */
export function silencesAt(url: string): Silences {
  const ask = async (signal: AbortSignal, init?: RequestInit) => {
    const answer = await fetch(`${url}/api/v2/silences`, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
    })
    if (!answer.ok) throw new Error(`Alertmanager answered ${answer.status}`)
    return answer.json()
  }
  return {
    async create({ labels, from, until, by, key }, signal) {
      const all = listed.parse(await ask(signal))
      const comment = `Posthouse ${key}`
      const known = all.find((one) => one.comment === comment && one.status.state !== 'expired')
      if (known) return known.id
      const matchers = Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }))
      const body = { matchers, startsAt: from.toISOString(), endsAt: until.toISOString(), createdBy: by, comment }
      const headers = { 'content-type': 'application/json' }
      return made.parse(await ask(signal, { method: 'POST', headers, body: JSON.stringify(body) })).silenceID
    },
  }
}
