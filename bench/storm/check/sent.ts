import { said } from '../bot/texts.ts'
import { type Call, isAmbiguous } from '../telegram/ledger.ts'
import { counted } from './applied.ts'
import { expect } from './model.ts'
import { chatsOf, type Outcome } from './outcome.ts'

/** I5 to I7: every reply arrives, in order, and again only where nobody could know that it had arrived. */
export function sentWrong(outcome: Outcome): string[] {
  const calls = new Map<string, Call[]>()
  const missing = (texts: readonly string[]) => (outcome.atRest ? texts : [])
  for (const call of outcome.ledger.calls) {
    if (!call.applied || call.chat === 0) continue
    const chat = `${call.bot} ${call.chat}`
    calls.set(chat, [...(calls.get(chat) ?? []), call])
  }
  return [
    ...[...chatsOf(outcome)].flatMap(([chat, written]) => {
      const { texts, edits, silent, never } = expect(written)
      const mine = calls.get(chat) ?? []
      const times = counted(mine.filter(({ method }) => method === 'sendMessage').map(({ text }) => text))
      const seen = new Set(mine.map(({ text }) => text))
      const perhaps = outcome.unsent.filter((one) => `${one.bot} ${one.chat}` === chat && one.state === 4)
      return [
        ...missing([...texts, ...edits.slice(-1)])
          .filter((text) => !seen.has(text))
          .map((text) => `I5 ${chat}: "${text}" was never said`),
        ...missing(silent)
          .filter((text) => !seen.has(text) && !perhaps.some((one) => one.text === text))
          .map((text) => `I5 ${chat}: "${text}" was neither said nor kept as perhaps said`),
        ...silent
          .filter((text) => (times.get(text) ?? 0) > 1)
          .map(
            (text) =>
              `I6 ${chat}: "${text}" prefers silence and was said ${times.get(text)} times${whoSaid(mine, text)}`,
          ),
        ...never.filter((text) => seen.has(text)).map((text) => `I4 ${chat}: "${text}" was said and must not be`),
        ...tooEarly(chat, mine, outcome),
        ...texts.flatMap((text) =>
          repeats(
            chat,
            mine.filter((one) => one.text === text && one.method === 'sendMessage'),
            outcome,
          ),
        ),
      ]
    }),
    ...tooMany(outcome),
    ...outcome.ledger.hasty.map((sentence) => `I7 ${sentence}`),
  ]
}

const whoSaid = (mine: readonly Call[], text: string) =>
  ` by ${mine
    .filter((one) => one.text === text)
    .map(({ life, at, fault }) => `${life} at ${Math.round(at)}${fault ? ` (${fault})` : ''}`)
    .join(' and ')}`

/** In the order in which it was applied; what a job says, and what follows an answer of Telegram's, has no place in it. */
function tooEarly(chat: string, calls: readonly Call[], outcome: Outcome): string[] {
  const first = new Map<string, number>()
  calls.forEach(({ text }, index) => {
    if (!first.has(text)) first.set(text, index)
  })
  const lines = outcome.applied.filter((one) => `${one.bot} ${one.chat}` === chat)
  let latest: { text: string; at: number } | undefined
  const broken: string[] = []
  for (const text of lines.flatMap(lineOf)) {
    const at = text.endsWith(' ') ? [...first].find(([one]) => one.startsWith(text))?.[1] : first.get(text)
    if (at === undefined) continue
    if (latest && at < latest.at) broken.push(`I7 ${chat}: "${text}" was said before "${latest.text}"`)
    else latest = { text, at }
  }
  return broken
}

/** What was said for it; up to a space, where what follows is known to the bot alone. */
const lineOf = ({ kind, mark }: Outcome['applied'][number]): string[] => {
  if (kind === 'count') return [`${mark} is number `]
  if (kind === 'note') return [said.noted(mark)]
  if (kind === 'board') return [said.board(mark)]
  if (kind === 'shop') return [said.shop(mark)]
  if (kind === 'press') return [said.pressed(mark)]
  if (kind === 'quiz') return [`${mark}: `]
  return []
}

/** A send may be repeated only if each one before it may have gone unrecorded, or if whoever repeats it had been away. */
function repeats(chat: string, calls: readonly Call[], outcome: Outcome): string[] {
  return calls.slice(1).flatMap((again, index) => {
    const sure = calls.slice(0, index + 1).find((one) => !mayBeUnrecorded(one, again, outcome))
    if (!sure) return []
    return [
      `I6 ${chat}: "${again.text}" was said by ${sure.life}, and again ${Math.round(again.at - sure.at)} ms later by ${again.life} without need`,
    ]
  })
}

/** How long it takes at most, on a good day, from Telegram's answer to the commit of it. */
const RECORDED_MS = 2_000

function mayBeUnrecorded(call: Call, again: Call, { lives, trouble }: Outcome): boolean {
  if (isAmbiguous(call)) return true
  const from = call.at - 100
  const to = Math.min(again.at, call.at + RECORDED_MS)
  const overlaps = (one: { from: number; to: number }) => one.from <= to && one.to >= from
  const sender = lives.find(({ name }) => name === call.life)
  const repeater = lives.find(({ name }) => name === again.life)
  return (
    (sender?.endedAt !== undefined && sender.endedAt <= to) ||
    (sender?.away ?? []).some(overlaps) ||
    (repeater?.away ?? []).some((one) => one.from <= again.at && one.to >= call.at - RECORDED_MS) ||
    trouble.some(overlaps)
  )
}

export interface Duplicates {
  count: number
  ambiguous: number
  /** Moments at which a sender could lose what it had in flight. */
  interruptions: number
  bound: number
}

export function duplicatesIn({ ledger, lives, trouble, mostInFlight }: Outcome): Duplicates {
  const sends = ledger.calls.filter(({ method, applied }) => method === 'sendMessage' && applied)
  const count = sends.length - new Set(sends.map(({ bot, chat, text }) => `${bot} ${chat} ${text}`)).size
  const ambiguous = sends.filter(isAmbiguous).length
  const senders = lives.filter(({ role }) => role !== 'door')
  const places = Math.max(1, new Set(senders.map(({ name }) => name.split('.')[0])).size)
  const interruptions =
    senders.reduce((sum, life) => sum + life.away.length + (life.endedAt ? 1 : 0), 0) + trouble.length * places
  return { count, ambiguous, interruptions, bound: ambiguous + interruptions * mostInFlight }
}

function tooMany(outcome: Outcome): string[] {
  const { count, bound } = duplicatesIn(outcome)
  return count > bound ? [`I6 ${count} messages were said again, and at most ${bound} can be explained`] : []
}
