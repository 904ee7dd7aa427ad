import { type Database, patiently } from '../db/database.ts'
import type { NotificationTypes } from '../notifications/notice.ts'
import type { Clock } from '../ops/clock.ts'
import type { Log } from '../ops/log.ts'
import { hasNews, type News } from '../ops/news.ts'
import { jobContext, noNotes, type Operate, writeNotes } from './context.ts'
import type { AnyWebhook, WebhookHeaders } from './webhook.ts'

export interface DeliveriesOptions {
  database: Database
  clock: Clock
  log: Log
  superadmins: ReadonlySet<number>
  bots: readonly {
    name: string
    webhooks: Readonly<Record<string, AnyWebhook>>
    notifications?: NotificationTypes | undefined
    outside: unknown
    operate?: Operate | undefined
  }[]
  /** Told after a commit that left something for others to do. */
  committed(news: News): void
}

/** `accepted` is committed, or was before. Rejects when it could not be written: then nothing of it is. */
export type Outcome = 'accepted' | 400 | 401 | 404

/** What other systems bring, by the name of the webhook. */
export type Deliveries = ReadonlyMap<string, (headers: WebhookHeaders, raw: Buffer) => Promise<Outcome>>

const LONGEST_KEY = 200

/** The webhooks of all bots: each delivery is admitted, and takes effect exactly once. */
export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const { database, clock, log, superadmins, committed } = options
  const entries = options.bots.flatMap((bot) =>
    Object.entries(bot.webhooks).map(([name, webhook]) => ({ bot, name, webhook })),
  )
  const taken = new Map<string, string>()
  for (const { bot, name } of entries) {
    const other = taken.get(name)
    if (other) throw new Error(`${other} and ${bot.name} both have a webhook "${name}"; their address is the same.`)
    taken.set(name, bot.name)
  }
  return new Map(entries.map((entry) => [entry.name, (headers, raw) => take(entry, headers, raw)]))

  async function take({ bot, name, webhook }: (typeof entries)[number], headers: WebhookHeaders, raw: Buffer) {
    const { outside, notifications, operate } = bot
    const admission = webhook.admit({ headers, raw, now: clock.now(), outside })
    if ('refuse' in admission) return admission.refuse
    if (admission.key === '' || admission.key.length > LONGEST_KEY) return 400
    const body = webhook.body.safeParse(jsonIn(raw))
    if (!body.success) return 400
    await patiently(() => once(admission.key, body.data))
    return 'accepted' as const

    async function once(key: string, data: unknown): Promise<void> {
      const now = clock.now()
      const notes = noNotes()
      const news = await database.transaction(async (transaction) => {
        const { count } = await transaction.query(
          `insert into posthouse.webhook_deliveries (bot, webhook, key, received_at) values ($1, $2, $3, $4)
           on conflict do nothing`,
          [bot.name, name, key, now],
        )
        if (count === 0) return {}
        const place = { bot: bot.name, transaction, now, log, outside, operate, superadmins, notes, notifications }
        const ctx = jobContext(place)
        await webhook.receive(ctx, { headers, body: data })
        return (await writeNotes(transaction, [{ bot: bot.name, notes }], now)).news
      })
      if (hasNews(news)) committed(news)
      for (const tell of notes.told) tell()
    }
  }
}

function jsonIn(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString())
  } catch {
    return undefined
  }
}
