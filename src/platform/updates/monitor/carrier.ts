import type { Queryable } from '../../db/database.ts'
import { seconds } from '../../ops/clock.ts'
import { openedChats } from '../../people/opened.ts'
import type { Superadmin } from '../../people/superadmins.ts'
import { openIncidents } from './incidents.ts'
import { type Charge, isRefused } from './signs.ts'

const ANSWER_MS = seconds(5)

/** The bot that speaks for the house: the one that declares it, or else the first. Throws when two do. */
export function announcerOf<B extends { name: string; announces?: true }>(bots: readonly B[]): B | undefined {
  const [first, second] = bots.filter(({ announces }) => announces)
  if (first && second) throw new Error(`${first.name} and ${second.name} both announce; one bot speaks for the house.`)
  return first ?? bots[0]
}

/** The bots whose token Telegram refuses now. One that cannot be asked may still be able to speak a minute later. */
export async function refusedTokens(charges: readonly Charge[]): Promise<Set<string>> {
  const asked = charges.map(async ({ bot, telegram }) => {
    const isWrong = await telegram.call('getMe', {}, { timeoutMs: ANSWER_MS }).then(() => false, isRefused)
    return isWrong ? [bot.name] : []
  })
  return new Set((await Promise.all(asked)).flat())
}

export interface CarrierOptions {
  charges: readonly Charge[]
  /** Bots that cannot speak at all. */
  mute: ReadonlySet<string>
}

/**
 * The bot that carries the message to each person, by chat. It must be able to (Telegram knows its token, the person has opened
 * it and not blocked it since), should be well itself, and is the announcing one where that is left to choose.
 */
export async function carriersFor(
  transaction: Queryable,
  people: readonly Superadmin[],
  { charges, mute }: CarrierOptions,
): Promise<Map<number, { bot: Charge['bot']; able: boolean }>> {
  const bots = charges.map(({ bot }) => bot)
  const names = bots.map(({ name }) => name)
  const announcer = announcerOf(bots)
  const ill = new Set((await openIncidents(transaction, names)).map(({ bot }) => bot))
  const opened = await openedChats(
    transaction,
    names,
    people.map(({ chat }) => chat),
  )
  return new Map(
    people.map(({ chat }) => {
      const isAble = (name: string) => !mute.has(name) && opened.has(`${name} ${chat}`)
      const faults = (bot: Charge['bot']) => (ill.has(bot.name) ? 2 : 0) + (bot === announcer ? 0 : 1)
      const able = bots.filter(({ name }) => isAble(name))
      // Whom nobody can reach is written to by the announcing bot all the same: it is in their inbox when they come.
      const [best] = able.toSorted((a, b) => faults(a) - faults(b))
      return [chat, { bot: best ?? announcer!, able: best !== undefined }]
    }),
  )
}
