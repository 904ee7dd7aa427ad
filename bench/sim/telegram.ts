import type { Update } from '@grammyjs/types'
import type { CallOptions, Telegram } from '#platform/telegram/client.ts'
import { TelegramError, TelegramUnreachable } from '#platform/telegram/errors.ts'
import type { Agenda } from './agenda.ts'
import type { Life } from './life.ts'
import type { Mutant } from './mutants.ts'
import type { TelegramFault, Weather } from './weather.ts'

/** A message that Telegram has taken. */
export interface Accepted {
  text: string
  chat: number
  life: Life
  sentAt: number
  /** The answer that it was taken got lost. */
  lost: boolean
  /** A text that was taken before comes again though nothing was lost on the way: says why it may not. */
  unexcused?: string
}

/** A small Telegram inside the simulation: it keeps updates until they are confirmed, and a ledger of what it has taken. */
export interface SimulatedTelegram {
  forLife(life: Life): Telegram & { crash: { calls: number } }
  readonly accepted: readonly Accepted[]
  /** What a process did that it may not do, whatever came of it. */
  readonly complaints: string[]
  /** An update for whoever polls. */
  offer(update: Update): void
  /** How many updates were not confirmed yet. */
  unconfirmed(): number
}

export interface SimulatedTelegramOptions {
  agenda: Agenda
  weather: Weather
  mutant: Mutant | undefined
  say(who: string, words: string): void
  /** Asked when a process sends a text that was taken before: was its row finished already? */
  isFinished(text: string): Promise<boolean>
  /** Told of every getUpdates that leaves a process. */
  polled(life: Life): void
}

interface Poll {
  life: Life
  answer(updates: Update[]): void
  fail(error: Error): void
}

export function simulateTelegram(options: SimulatedTelegramOptions): SimulatedTelegram {
  const { agenda, weather, mutant, say, isFinished, polled } = options
  const accepted: Accepted[] = []
  const complaints: string[] = []
  let waiting: Update[] = []
  let poll: Poll | undefined

  return {
    accepted,
    complaints,
    unconfirmed: () => waiting.length,
    offer(update) {
      waiting.push(update)
      if (poll) answerPoll(poll)
    },
    forLife,
  }

  function forLife(life: Life) {
    const crash = { calls: Number.POSITIVE_INFINITY }
    /** By chat: until when Telegram does not want to hear from this process. */
    const pauses = new Map<unknown, number>()

    function post(method: string, json: string, { timeoutMs = 10_000, signal }: CallOptions = {}): Promise<unknown> {
      agenda.touch()
      if (life.state === 'dead') return new Promise(() => undefined)
      const body = JSON.parse(json) as Record<string, unknown>
      if (method === 'getUpdates') polled(life)
      else if (agenda.now() < (pauses.get(body.chat_id) ?? 0))
        complaints.push(`${life.name} sent "${body.text}" in a pause that Telegram had asked for`)
      const sentAt = agenda.now()
      const fault = weather.telegramFault()
      crash.calls -= 1
      const mayNot = method === 'sendMessage' ? judge(life, String(body.text)) : undefined
      return new Promise((resolve, reject) => {
        let over = false
        const end = (act: () => void) =>
          life.deliver(() => {
            if (over) return
            over = true
            timeout.callOff()
            signal?.removeEventListener('abort', abort)
            act()
          })
        const unreachable = (reason: string, ambiguous = true) => new TelegramUnreachable(method, reason, ambiguous)
        const timeout = agenda.after(timeoutMs, () => end(() => reject(unreachable('TimeoutError'))))
        const abort = () => end(() => reject(unreachable('AbortError')))
        signal?.addEventListener('abort', abort)
        const way = (happens: () => void) => agenda.after(weather.telegramMs(), happens)
        const back = (act: () => void) => way(() => end(act))
        const fail = (code: number, description: string, parameters = {}) =>
          back(() => reject(new TelegramError(method, code, description, parameters)))

        if (fault?.kind === 'no connection') return void back(() => reject(unreachable('ECONNREFUSED', false)))
        if (crash.calls <= 0) {
          agenda.after(0, () => life.dies(`with ${method} on its way`))
        }
        way(() => {
          if (fault?.kind === 'too many') {
            say('telegram', `answers ${life.name}: 429, retry after ${fault.seconds} s`)
            if (mutant?.swallows429) return void back(() => resolve({ message_id: 1 }))
            return void back(() => {
              pauses.set(body.chat_id, agenda.now() + fault.seconds * 1000)
              reject(new TelegramError(method, 429, 'Too Many Requests', { retry_after: fault.seconds }))
            })
          }
          const applies = fault === undefined || fault.applied
          if (applies && method !== 'getUpdates') take(life, body, sentAt, fault !== undefined, mayNot)
          if (fault) {
            say('telegram', `${life.name}: ${wordsOf(fault)} ${fault.applied ? 'after' : 'before'} ${method}`)
            if (method === 'getUpdates' && applies) confirm(body)
            if (fault.kind === 'error') return void fail(502, 'Bad Gateway')
            if (fault.kind === 'reset') back(() => reject(unreachable('ECONNRESET')))
            return
          }
          if (method === 'getUpdates') {
            confirm(body)
            if (Number(body.timeout) === 0) return void back(() => resolve(waiting.slice(0, Number(body.limit))))
            poll?.fail(new TelegramError(method, 409, 'Conflict: terminated by other getUpdates request'))
            const mine: Poll = {
              life,
              answer: (updates) => {
                end2()
                back(() => resolve(updates))
              },
              fail: (error) => {
                end2()
                back(() => reject(error))
              },
            }
            const end2 = () => {
              held.callOff()
              if (poll === mine) poll = undefined
            }
            const held = agenda.after(Number(body.timeout) * 1000, () => mine.answer([]))
            poll = mine
            if (waiting.length > 0) answerPoll(mine)
            return
          }
          back(() => resolve({ message_id: accepted.length }))
        })
      })
    }
    return {
      id: 1,
      crash,
      post,
      call: (method: string, parameters: unknown, given?: CallOptions) =>
        post(method, JSON.stringify(parameters), given) as never,
      close: async () => undefined,
    }
  }

  function take(
    life: Life,
    body: Record<string, unknown>,
    sentAt: number,
    lost: boolean,
    mayNot: Promise<string | undefined> | undefined,
  ) {
    const one: Accepted = {
      text: String(body.text),
      chat: Number(body.chat_id),
      life,
      sentAt,
      lost,
    }
    const again = accepted.some(({ text }) => text === one.text)
    accepted.push(one)
    say('telegram', `takes "${one.text}" from ${life.name}${again ? ' AGAIN' : ''}`)
    void mayNot?.then((why) => {
      if (why) one.unexcused = why
    })
    return one
  }

  /** Called when a text leaves a process: may it go out again? Undefined when it may, or goes out for the first time. */
  function judge(life: Life, text: string): Promise<string | undefined> | undefined {
    const earlier = accepted.filter((one) => one.text === text)
    if (earlier.length === 0) return undefined
    const healthy = earlier.find(
      (one) => !one.lost && !one.life.troubledAt.some((at) => at >= one.sentAt - 1) && one.life.state !== 'paused',
    )
    return agenda.during(isFinished(text)).then((finished) => {
      if (finished) return `${life.name} sent "${text}" again after its row was finished`
      if (healthy) return `${life.name} sent "${text}" again though ${healthy.life.name} had no trouble with it`
      return undefined
    })
  }

  function confirm(body: Record<string, unknown>) {
    if (typeof body.offset === 'number') waiting = waiting.filter(({ update_id }) => update_id >= Number(body.offset))
  }

  function answerPoll(one: Poll) {
    one.answer(waiting.slice(0, 100))
  }
}

const wordsOf = (fault: TelegramFault) =>
  fault.kind === 'error' ? 'a 502' : fault.kind === 'reset' ? 'a reset' : 'no answer'
