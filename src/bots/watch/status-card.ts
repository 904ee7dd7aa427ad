import { fmt, join, lines, type Phrase } from '#platform/bot.ts'
import { type BotStatus, conditionOf, type Operations, SLOW_S } from '#platform/operations/operations.ts'
import { say } from './texts/index.ts'
import { moment } from './when.ts'

const words = say.status
const ICONS = { well: '🟢', attention: '🟡', down: '🔴' } as const

/** All bots on one card. It holds moments and no ages, so that it changes when something has happened and not because time goes by. */
export const statusCard = (all: readonly BotStatus[], now: Date, safe: Operations['safe']): Phrase =>
  join([words.title, ...all.map((one) => paragraph(one, now, safe))], '\n\n')

function paragraph(status: BotStatus, now: Date, safe: Operations['safe']): Phrase {
  const { bot, mode, lease, backlog, backlogAge, outbox, dead, jobs, lastError, costToday } = status
  const way = mode === 'webhook' ? words.webhook : lease?.held ? words.polling : words.nobody
  const how = conditionOf(status)
  return lines(
    how === 'well' ? words.head(ICONS[how], bot, way) : words.headNot(ICONS[how], bot, way, words[how]),
    mode === 'polling' && lease?.held && words.holder(lease.holder.host, lease.holder.pid, beatOf(status, now)),
    backlog + outbox + jobs.waiting > 0 ? words.flow(backlog, outbox, jobs.waiting) : words.idle,
    backlogAge > SLOW_S && words.oldest(momentBefore(now, backlogAge)),
    jobs.failing > 0 && words.failing(jobs.failing),
    dead.update + dead.job + dead.send > 0 && words.dead(dead.update, dead.job, dead.send),
    lastError && words.error(moment(lastError.at, now), safe(lastError.error, { most: 120 })),
    words.cost(costToday === undefined ? '—' : `${costToday.toFixed(2)} USD`),
  )
}

function beatOf({ lease }: BotStatus, now: Date): Phrase {
  const age = lease?.heartbeatAge
  if (age === undefined) return words.noBeat
  return age <= SLOW_S ? words.fresh : words.old(momentBefore(now, age))
}

const momentBefore = (now: Date, seconds: number) => moment(new Date(now.getTime() - seconds * 1000), now)

/** The same with the moment of its last change, for a card that follows. */
export const followingCard = (card: Phrase, changed: Date): Phrase =>
  fmt`${card}\n\n${words.changed(moment(changed, changed))}`
