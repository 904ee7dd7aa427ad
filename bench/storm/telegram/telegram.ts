import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Chance } from '#testing/promise/random.ts'
import { failWith, hangUp, html, succeed, textOf } from './answer.ts'
import { type Call, type Ledger, newLedger, tally, type Written } from './ledger.ts'
import { createChats, faultOf, type Parameters, type Shown } from './methods.ts'
import { createMailbox, type Polled } from './polling.ts'
import { createWebhooks, type Weather } from './webhooks.ts'

export interface FakeTelegram {
  /** API root for one life of one process; the name comes back in every call. */
  root(life: string): string
  token(bot: string): string
  /** A person writes. */
  writes(one: Pick<Written, 'bot' | 'chat' | 'mark' | 'text'>): void
  /** A person presses the button of a message. */
  presses(message: Shown, mark: string): void
  pressable(bot: string, chat: number): Shown[]
  /** Telegram's update ids begin anew for this bot, as after an idle week: old ids come back with new content. */
  restartIds(bot: string): void
  /** Somebody outside polls for this bot for so long. */
  intrude(bot: string, ms: number): void
  readonly weather: Weather
  readonly ledger: Ledger
  unconfirmed(): number
  /** Resolves when the life has got one more message through, or anything more was confirmed. */
  next(what: 'message' | 'confirmation', life: string): Promise<void>
  /** A clock of this life is being moved: pauses it was given mean something else. */
  distrust(life: string): void
  close(): Promise<void>
}

/** A small Telegram that knows nothing of ours, badly connected. */
export async function createTelegram({
  bots,
  secret,
  chance,
  doors,
  speed,
  meets,
}: {
  bots: Readonly<Record<string, 'webhook' | 'polling'>>
  secret: string
  chance: Chance
  doors(): readonly string[]
  /** How fast the clocks of the houses run: `retry_after` is in their seconds. */
  speed: number
  /** A call has arrived, and nothing has come of it yet. False when nothing is to come of it: it was lost. */
  meets?: (call: Call) => Promise<boolean>
}): Promise<FakeTelegram> {
  const ledger = newLedger()
  const weather: Weather = { calm: true }
  const closing = new AbortController()
  const chats = createChats()
  const waiters = new Set<{ what: string; life: string; resolve(): void }>()
  const confirmed = () => happened('confirmation')
  const webhooks = createWebhooks({ secret, doors, chance, ledger, weather, confirmed, closing: closing.signal })
  const names = Object.keys(bots)
  const mailboxes = new Map(
    names
      .filter((bot) => bots[bot] === 'polling')
      .map((bot) => [bot, createMailbox({ bot, chance, ledger, weather, confirmed })]),
  )
  const nextIds = new Map(names.map((bot, index) => [bot, 10_000_000 * (index + 1)]))
  const tokens = new Map(
    names.map((bot, index) => [bot, `${7_000_001 + index}:storm_${bot}_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`]),
  )
  const shaky = new Set<string>()
  const pauses = new Map<string, { from: number; until: number }>()

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const [, life = '', token = '', method = ''] = /^\/([^/]+)\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    const bot = names.find((name) => tokens.get(name) === token)
    const body = await textOf(request)
    const parameters = (body === '' ? {} : JSON.parse(body)) as Parameters & Polled
    if (!bot) return failWith(response, 401, 'Unauthorized')
    if (method === 'getUpdates') {
      const mailbox = mailboxes.get(bot)
      return mailbox
        ? mailbox.getUpdates(life, parameters, response)
        : failWith(response, 409, 'Conflict: webhook is active')
    }
    const call: Call = {
      bot,
      method,
      chat: Number(parameters.chat_id ?? 0),
      text: parameters.text ?? '',
      life,
      at: performance.now(),
      fault: weather.calm ? undefined : faultOf(chance),
      applied: false,
      answered: false,
    }
    ledger.calls.push(call)
    if (call.fault) tally(ledger.faults, call.fault)
    watchPause(call)
    await react(call, parameters, response)
  }

  async function react(call: Call, parameters: Parameters, response: ServerResponse): Promise<void> {
    const { fault } = call
    if (meets && !(await meets(call))) return hangUp(response)
    if (fault === 'too many') return tooMany(call, response)
    if (fault === 'error before') return failWith(response, 500, 'Internal Server Error')
    if (fault === 'html') return html(response)
    if (fault === 'reset before') return hangUp(response)
    if (fault === 'hang before') return hang(response)
    const result = chats.apply(call.bot, call.method, parameters)
    call.applied = result.ok
    happened('message', call.life)
    if (fault === 'reset after') return hangUp(response)
    if (fault === 'hang after') return hang(response)
    if (fault === 'error after') return failWith(response, 500, 'Internal Server Error')
    await delay(fault === 'slow' ? chance.whole(1_000, 7_000) / speed : chance.whole(1, 12))
    call.answered = !response.destroyed
    if (result.ok) succeed(response, result.result)
    else failWith(response, result.code, result.description)
  }

  /** Ten seconds of the houses' time at most: that long their clients wait. */
  async function hang(response: ServerResponse) {
    await delay(chance.whole(3_000, 9_000) / speed, undefined, { signal: closing.signal }).catch(() => undefined)
    hangUp(response)
  }

  function tooMany(call: Call, response: ServerResponse) {
    const seconds = chance.happens(0.8) ? chance.whole(1, 4) : chance.whole(5, 30)
    const now = performance.now()
    pauses.set(`${call.life} ${call.chat}`, { from: now, until: now + (seconds * 1000) / speed })
    failWith(response, 429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
  }

  /** The chat that was told to wait has to wait, as far as the same process is concerned. */
  function watchPause({ life, chat, at, text }: Call) {
    const pause = chat === 0 || shaky.has(life) ? undefined : pauses.get(`${life} ${chat}`)
    if (pause && at > pause.from && at < pause.until - 40) {
      ledger.hasty.push(
        `${life} sent "${text}" ${Math.round(pause.until - at)} ms before chat ${chat} may be spoken to`,
      )
    }
  }

  function happened(what: string, life = '') {
    for (const waiter of waiters) {
      if (waiter.what !== what || (what === 'message' && waiter.life !== life)) continue
      waiters.delete(waiter)
      waiter.resolve()
    }
  }

  function give(one: Omit<Written, 'updateId' | 'update' | 'at' | 'given'>, content: object) {
    const updateId = nextIds.get(one.bot)!
    nextIds.set(one.bot, updateId + 1)
    const update = { update_id: updateId, ...content }
    const written: Written = { ...one, updateId, update, at: performance.now(), given: 0 }
    ledger.written.push(written)
    if (bots[one.bot] === 'polling') mailboxes.get(one.bot)?.write(written)
    else webhooks.write(written)
  }

  return {
    ledger,
    weather,
    root: (life) => `http://127.0.0.1:${port}/${life}`,
    token: (bot) => tokens.get(bot) ?? '',
    writes: ({ bot, chat, mark, text }) =>
      give({ bot, chat, key: `${bot} ${chat}`, mark, text }, { message: messageOf(chat, text) }),
    presses(message, mark) {
      const { bot, chat, id, text, buttons } = message
      const data = buttons[0]?.data ?? ''
      give(
        { bot, chat, key: `${bot} ${chat} press`, mark, text, pressed: { on: text, data } },
        {
          callback_query: { id: mark, from: person(chat), message: { ...messageOf(chat, text), message_id: id }, data },
        },
      )
    },
    pressable: chats.pressable,
    restartIds: (bot) => nextIds.set(bot, 10_000_000 * (names.indexOf(bot) + 1)),
    intrude: (bot, ms) => mailboxes.get(bot)?.intrude(ms),
    unconfirmed: () =>
      [...mailboxes.values()].reduce((sum, mailbox) => sum + mailbox.unconfirmed(), webhooks.unconfirmed()),
    next: (what, life) => new Promise((resolve) => waiters.add({ what, life, resolve })),
    distrust: (life) => shaky.add(life),
    async close() {
      closing.abort()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const person = (chat: number) => ({
  id: Math.abs(chat),
  is_bot: false,
  first_name: `P${Math.abs(chat)}`,
  language_code: 'en',
})

const messageOf = (chat: number, text: string) => ({
  message_id: 1,
  date: 1_770_000_000,
  chat: chat > 0 ? { id: chat, type: 'private', first_name: `P${chat}` } : { id: chat, type: 'group', title: 'Group' },
  from: person(chat),
  text,
})
