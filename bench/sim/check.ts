import { texts } from './bot.ts'
import type { Letter, Plan } from './plan.ts'
import type { Accepted } from './telegram.ts'

/** What the database tells when everything has come to rest. */
export interface Look {
  /** In the order in which they were applied. */
  applied: { chat: number; seq: number }[]
  counters: { chat: number; value: number }[]
  saved: { chat: number; seq: number }[]
  told: { chat: number; seq: number }[]
  /** In the order in which they came. */
  inbox: { chat: number; payload: string; state: number }[]
  /** Texts whose row says "failed" or "perhaps sent". */
  perhaps: string[]
}

/** Reads a world's end against the promise; each sentence is one way in which it was broken. */
export function brokenPromises(plan: Plan, look: Look, accepted: readonly Accepted[]): string[] {
  return [
    ...plan.chats.flatMap((chat) => {
      const letters = plan.letters.filter((letter) => letter.chat === chat).sort((a, b) => a.seq - b.seq)
      return [...applications(chat, letters, look), ...replies(chat, letters, accepted)]
    }),
    ...plan.letters.flatMap((letter) => sideEffects(letter, look, accepted)),
    ...accepted.flatMap(({ unexcused }) => unexcused ?? []),
  ]
}

/** Every update takes effect once, in order; one that always fails leaves nothing and lies on the admin's desk. */
function applications(chat: number, letters: readonly Letter[], look: Look): string[] {
  const wanted = letters.filter(({ kind }) => kind !== 'poison').map(({ seq }) => seq)
  const applied = look.applied.filter((one) => one.chat === chat).map(({ seq }) => seq)
  const value = look.counters.find((one) => one.chat === chat)?.value ?? 0
  const dead = look.inbox.filter((row) => row.chat === chat && row.state === 2)
  const poisoned = letters.filter(({ kind }) => kind === 'poison')
  return [
    ...(applied.join() === wanted.join()
      ? []
      : [`chat ${chat}: applied ${applied.join(' ')} instead of ${wanted.join(' ')}`]),
    ...(value === wanted.length ? [] : [`chat ${chat}: the counter says ${value} of ${wanted.length}`]),
    ...(dead.length === poisoned.length
      ? []
      : [`chat ${chat}: ${dead.length} updates were given up, ${poisoned.length} had to be`]),
  ]
}

/** Every reply at least once; the first times in order. */
function replies(chat: number, letters: readonly Letter[], accepted: readonly Accepted[]): string[] {
  const answered = letters.filter(({ kind }) => kind !== 'poison')
  const firsts = answered.map(({ seq }, index) =>
    accepted.findIndex(({ text }) => text === texts.reply(chat, seq, index + 1)),
  )
  return [
    ...answered
      .filter((_, index) => firsts[index] === -1)
      .map(({ seq }) => `chat ${chat}: message ${seq} was not answered`),
    ...(firsts.every((first, index) => index === 0 || first > firsts[index - 1]!)
      ? []
      : [`chat ${chat}: answered in the wrong order`]),
  ]
}

/** A job is saved once, its news is sent at most once; who asked for Telegram's answer is told it once. */
function sideEffects({ chat, seq, kind }: Letter, look: Look, accepted: readonly Accepted[]): string[] {
  const times = (rows: readonly { chat: number; seq: number }[]) =>
    rows.filter((row) => row.chat === chat && row.seq === seq).length
  const sent = (wanted: string) => accepted.filter(({ text }) => text === wanted).length
  if (kind === 'job') {
    const news = texts.news(chat, seq)
    const saved = times(look.saved)
    return [
      ...(saved === 1 ? [] : [`the job of message ${chat}/${seq} was saved ${saved} times`]),
      ...(sent(news) <= 1 ? [] : [`"${news}" was sent ${sent(news)} times and must not be`]),
      ...(sent(news) + look.perhaps.filter((text) => text === news).length >= 1
        ? []
        : [`"${news}" was neither sent nor kept as perhaps sent`]),
    ]
  }
  if (kind === 'call') {
    const told = times(look.told)
    return told === 1 ? [] : [`the answer to "${texts.call(chat, seq)}" was told ${told} times`]
  }
  return []
}
