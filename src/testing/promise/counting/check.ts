import type { Accepted } from '../foreign-telegram.ts'
import { texts } from './bot.ts'

/** What a person wrote: message `seq` of its chat, from 1. */
export interface Written {
  bot: string
  chat: number
  seq: number
}

/** What the database and the foreign Telegram tell when everything has come to rest. */
export interface Outcome {
  written: readonly Written[]
  /** In the order in which they were applied. */
  applied: readonly Written[]
  counters: readonly { bot: string; chat: number; value: number }[]
  milestones: readonly { bot: string; chat: number; value: number }[]
  /** Milestones whose message lies in the outbox as "perhaps sent". */
  perhaps: readonly { bot: string; chat: number; text: string }[]
  /** Updates set aside after three failed tries. */
  dead: number
  accepted: readonly Accepted[]
}

/** Reads the outcome against the promise; each sentence is one way in which it was broken. Empty when it was kept. */
export function brokenPromises(outcome: Outcome): string[] {
  const lanes = new Map<string, Written[]>()
  for (const one of outcome.written) lanes.set(keyOf(one), [...(lanes.get(keyOf(one)) ?? []), one])
  const broken = [...lanes].flatMap(([lane, written]) => [
    ...applications(lane, written, outcome),
    ...replies(lane, written, outcome),
    ...announcements(lane, written, outcome),
  ])
  return outcome.dead > 0 ? [...broken, `${outcome.dead} updates were given up`] : broken
}

/** How many messages were taken more than once. */
export function doubled(outcome: Outcome): number {
  return outcome.accepted.length - new Set(outcome.accepted.map((one) => `${keyOf(one)} ${one.text}`)).size
}

const keyOf = ({ bot, chat }: { bot: string; chat: number }) => `${bot} ${chat}`

function applications(lane: string, written: readonly Written[], outcome: Outcome): string[] {
  const applied = outcome.applied.filter((one) => keyOf(one) === lane).map(({ seq }) => seq)
  const times = (wanted: number) => applied.filter((seq) => seq === wanted).length
  const inOrder = applied.every((seq, index) => index === 0 || seq >= applied[index - 1]!)
  const value = outcome.counters.find((one) => keyOf(one) === lane)?.value ?? 0
  return [
    ...written.filter(({ seq }) => times(seq) === 0).map(({ seq }) => `${lane}: message ${seq} was lost`),
    ...written
      .filter(({ seq }) => times(seq) > 1)
      .map(({ seq }) => `${lane}: message ${seq} was applied ${times(seq)} times`),
    ...(inOrder ? [] : [`${lane}: applied out of order: ${applied.join(' ')}`]),
    ...(value === written.length ? [] : [`${lane}: the counter says ${value} of ${written.length}`]),
  ]
}

/**
 * Every reply at least once, in order. One may come again only where its answer can have been lost with a process: it was
 * the last thing that process got through in this chat.
 */
function replies(lane: string, written: readonly Written[], outcome: Outcome): string[] {
  const accepted = outcome.accepted.filter((one) => keyOf(one) === lane)
  const broken: string[] = []
  let latest = -1
  for (const { seq } of written) {
    const text = texts.reply(seq, seq)
    const first = accepted.findIndex((one) => one.text === text)
    if (first === -1) broken.push(`${lane}: message ${seq} was not answered`)
    else if (first < latest) broken.push(`${lane}: the answer to message ${seq} came too early`)
    latest = Math.max(latest, first)
  }
  accepted.forEach((one, index) => {
    const rest = accepted.slice(index + 1)
    const again = rest.some(({ text }) => text === one.text)
    if (again && rest.some(({ mark }) => mark === one.mark)) {
      broken.push(`${lane}: "${one.text}" came again though ${one.mark} lived to send more`)
    }
  })
  return broken
}

/** Every fifth is announced by its job once; its message prefers silence to a repeat. */
function announcements(lane: string, written: readonly Written[], outcome: Outcome): string[] {
  return written
    .filter(({ seq }) => seq % 5 === 0)
    .flatMap(({ seq }) => {
      const text = texts.milestone(seq)
      const saved = outcome.milestones.filter((one) => keyOf(one) === lane && one.value === seq).length
      const sent = outcome.accepted.filter((one) => keyOf(one) === lane && one.text === text).length
      const perhaps = outcome.perhaps.filter((one) => keyOf(one) === lane && one.text === text).length
      return [
        ...(saved === 1 ? [] : [`${lane}: the job of "${text}" was saved ${saved} times`]),
        ...(sent <= 1 ? [] : [`${lane}: "${text}" was sent ${sent} times and must not be`]),
        ...(sent + perhaps >= 1 ? [] : [`${lane}: "${text}" was neither sent nor kept as perhaps sent`]),
      ]
    })
}
