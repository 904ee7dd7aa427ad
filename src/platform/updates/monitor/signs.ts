import type { Queryable } from '../../db/database.ts'
import { type Clock, minutes, seconds } from '../../ops/clock.ts'
import type { Telegram } from '../../telegram/client.ts'
import { TelegramError } from '../../telegram/errors.ts'
import type { Bot } from '../bot.ts'
import { ALIVE_S, pollingLease } from '../lease-table.ts'
import { LATE_S, type Sign } from './incidents.ts'

/** A bot that is looked after, and how its updates come. */
export interface Charge {
  bot: Bot
  telegram: Telegram
  polls: boolean
}

export interface Signs {
  wrong: Sign[]
  /** Telegram could not be asked. */
  unknown: Sign[]
}

const ANSWER_MS = seconds(5)
/** Telegram repeats a delivery that fails within minutes; an error older than this is history. */
const RECENT_MS = minutes(10)

/** What looks wrong with the bots at this moment, by the database's clock. */
export async function readSigns(target: Queryable, clock: Clock, charges: readonly Charge[]): Promise<Signs> {
  const [pollers, waiting, answers] = await Promise.all([
    latePollers(
      target,
      charges.filter(({ polls }) => polls),
    ),
    oldBacklogs(target, charges),
    Promise.all(charges.filter(({ polls }) => !polls).map((charge) => deliveryOf(charge, clock))),
  ])
  // A poller that dies leaves updates behind, too: one trouble, told once. Which it is, its heartbeat shows first.
  const backlogs = waiting.filter(({ bot }) => !pollers.some((late) => late.bot === bot))
  const silent = pollers.filter(({ isSilent }) => isSilent).map(({ isSilent: _, ...sign }) => sign)
  const wrong = [...silent, ...backlogs, ...answers.flatMap((answer) => answer.wrong ?? [])]
  const unknown = [...answers.flatMap((answer) => answer.unknown ?? []), ...waiting]
  return { wrong, unknown }
}

/** Polling that Telegram has not answered for a minute, `isSilent` when for long. One that was never answered begins to count when it is first missed. */
async function latePollers(target: Queryable, charges: readonly Charge[]): Promise<(Sign & { isSilent: boolean })[]> {
  const { rows } = await target.query<{ bot: string; since: Date | null; isSilent: boolean }>(
    `select b.bot, l.heartbeat_at as since,
       coalesce(l.heartbeat_at <= clock_timestamp() - make_interval(secs => ${LATE_S}), true) as "isSilent"
     from unnest($1::text[], $2::text[]) as b (bot, lease)
     left join posthouse.leases l on l.name = b.lease
     where l.heartbeat_at is null or l.heartbeat_at <= clock_timestamp() - make_interval(secs => ${ALIVE_S})`,
    [charges.map(({ bot }) => bot.name), charges.map(({ telegram }) => pollingLease(telegram.id))],
  )
  return rows.map(({ bot, since, isSilent }) => ({
    bot,
    kind: 'heartbeat',
    isSilent,
    ...(since ? { since } : { detail: 'never' }),
  }))
}

async function oldBacklogs(target: Queryable, charges: readonly Charge[]): Promise<Sign[]> {
  const { rows } = await target.query<{ bot: string; since: Date }>(
    `select bot, min(received_at) as since from posthouse.inbox where state = 0 and bot = any($1::text[])
     group by bot having min(received_at) <= clock_timestamp() - make_interval(secs => ${LATE_S})`,
    [charges.map(({ bot }) => bot.name)],
  )
  return rows.map(({ bot, since }) => ({ bot, kind: 'backlog', since }))
}

/** Only Telegram knows that it cannot deliver: nothing of it reaches us. */
async function deliveryOf({ bot, telegram }: Charge, clock: Clock): Promise<{ wrong?: Sign; unknown?: Sign }> {
  const sign = (detail: string): Sign => ({ bot: bot.name, kind: 'webhook', detail: detail.slice(0, 200) })
  try {
    const info = await telegram.call('getWebhookInfo', {}, { timeoutMs: ANSWER_MS })
    if (!info.url) return { wrong: sign('no webhook is set') }
    const failedAt = (info.last_error_date ?? 0) * 1000
    const fails = info.pending_update_count > 0 && clock.now().getTime() - failedAt < RECENT_MS
    return fails ? { wrong: sign(info.last_error_message ?? 'no reason given') } : {}
  } catch (error) {
    return isRefused(error) ? { wrong: sign('Telegram does not accept the token') } : { unknown: sign('') }
  }
}

/** The token is not, or no longer, one of Telegram's. */
export const isRefused = (error: unknown): boolean =>
  error instanceof TelegramError && (error.code === 401 || error.code === 404)
