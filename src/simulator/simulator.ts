import type { Message, Update } from '@grammyjs/types'
import Fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify'
import { parseBody } from './api/body.ts'
import { createFaults, type Fault } from './api/faults.ts'
import { begin, botApi, execute, finish } from './api/server.ts'
import { type Clock, realClock } from './clock.ts'
import { controlApi } from './control/routes.ts'
import type { Core } from './core.ts'
import { createGithub, type GithubStandIn, type GithubState } from './standins/github.ts'
import { createGithubAccounts, type GithubAccountsStandIn } from './standins/github-accounts.ts'
import { createPayouts, type PayoutStandIn, type PayoutState } from './standins/payouts.ts'
import type { Answer, Call, ChatRecord, Entry, Language, Person, StoredMessage, UpdateLog, Words } from './types.ts'
import { createPolling } from './updates/polling.ts'
import { createWebhooks } from './updates/webhook.ts'
import * as actions from './world/actions.ts'
import { press, type Waiting } from './world/callbacks.ts'
import { chatOfPerson, groupKey, privateChat } from './world/chats.ts'
import { setBlocked } from './world/messages.ts'
import { createSaver, folderBytes, loadFrom, snapshot } from './world/persistence.ts'
import { entriesFor } from './world/views.ts'
import { addBot, addPerson, type BotSpec, createWorld, type World } from './world/world.ts'

export type { Fault } from './api/faults.ts'
export { type Clock, type HandClock, handClock, realClock } from './clock.ts'
export type { GithubStandIn, PullRow, Recording } from './standins/github.ts'
export type { Payment, PayoutFault, PayoutStandIn } from './standins/payouts.ts'
export type { Answer, Call, Entry, Language, Person, UpdateLog } from './types.ts'
export { tokenOf } from './world/world.ts'

export interface SimulatorOptions {
  /** Real time unless a test passes a clock that it moves by hand. */
  clock?: Clock
  host?: string
  /** 0, the default, takes a free port. */
  port?: number
  /** Keeps the whole world in this file, the files' bytes in a folder beside it. */
  stateFile?: string
  /** The built page; without it `/` says how to build it. */
  pageFolder?: string
  /** `fresh` moves a pull request's dates to the moment it is first asked for. */
  githubDates?: 'recorded' | 'fresh'
  /** The secret the payout stand-in expects in X-Payout-Secret. */
  payoutSecret?: string
  /** With one, the payout receiver refuses what is not signed, wrongly signed or late. */
  payoutSigningKey?: string
  /** `presses` answers null at once instead of waiting up to 15 s for the bot. */
  fastCallbacks?: boolean
}

export interface SimBot {
  id: number
  token: string
  username: string
}

export type SimPerson = Person

export interface SimGroup {
  id: number
  title: string
}

/** A chat as a person names it: a bot means their private chat with it. */
export type ChatLike = SimBot | SimGroup | number

export interface PersonSpec {
  language?: Language
  id?: number
  username?: string
  last_name?: string
  about?: Words
}

export interface FileSpec {
  kind: 'document' | 'photo' | 'voice'
  name: string
  bytes: Buffer
  mime?: string
  caption?: string
  /** Seconds, for a voice message. */
  duration?: number
}

/** A small Telegram on one's own machine, with people who write to bots, and stand-ins for GitHub and a payout receiver. */
export interface Simulator {
  /** The Bot API's root; also where the page, /github and /payouts are. */
  url: string
  /** Registers a bot; the same username is the same bot. */
  bot(spec: BotSpec): SimBot
  /** Registers a person; found again by id, else username, else name. */
  person(name: string, spec?: PersonSpec): SimPerson
  /** A supergroup, found again by title: the first person is its creator. Bots have privacy mode on unless they are `admins`. */
  group(title: string, members: (SimPerson | SimBot)[], options?: { admins?: (SimPerson | SimBot)[] }): SimGroup
  says(person: SimPerson, chat: ChatLike, text: string, options?: { replyTo?: number }): Message
  /** Presses an inline button, by place or by label (the newest message that has it); a reply-keyboard label is said. */
  presses(person: SimPerson, chat: ChatLike, messageId: number, row: number, column: number): Promise<Answer | null>
  presses(person: SimPerson, chat: ChatLike, label: string): Promise<Answer | null>
  edits(person: SimPerson, chat: ChatLike, messageId: number, text: string): Message
  sendsFile(person: SimPerson, chat: ChatLike, file: FileSpec): Message
  sendsLocation(person: SimPerson, chat: ChatLike, place: actions.Place): Message
  /** Moves a live location; null stops it. */
  movesLocation(person: SimPerson, chat: ChatLike, messageId: number, place: actions.Place | null): Message
  blocks(person: SimPerson, bot: SimBot, blocked: boolean): void
  /** What the person sees, oldest first. */
  transcript(person: SimPerson, chat: ChatLike): Entry[]
  /** Bot API calls, oldest first. */
  calls(bot?: SimBot): Call[]
  /** Updates made for bots, oldest first, with what became of them. */
  updates(bot?: SimBot): (UpdateLog & { update: Update })[]
  /** The next calls that fit go wrong in this way. */
  fault(fault: Fault): void
  clearFaults(): void
  /** Updates on their way: webhook deliveries not in a pause, and what polling bots have not confirmed. */
  pending(): number
  /** Resolves when nothing is pending. */
  settled(): Promise<void>
  github: GithubStandIn
  githubAccounts: GithubAccountsStandIn
  payouts: PayoutStandIn
  close(): Promise<void>
}

export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? realClock
  const host = options.host ?? '127.0.0.1'
  const world = createWorld(clock, options.stateFile ? folderBytes(`${options.stateFile}.files`) : undefined)
  const saved = (options.stateFile ? loadFrom(world, options.stateFile) : undefined) as
    | { github: GithubState; payouts: PayoutState }
    | undefined
  let url = ''

  const change = () => world.touch()
  const standinChange = (type: 'github' | 'payout') => () => {
    for (const listener of world.listeners) listener({ type })
    world.touch()
  }
  const github = createGithub({
    clock,
    dates: options.githubDates ?? 'recorded',
    url: () => url,
    tokenOf: (authorization) => githubAccounts.loginOf(authorization),
    changed: standinChange('github'),
    saved: saved?.github,
  })
  const githubAccounts = createGithubAccounts({ clock, url: () => url, joinedAt: github.joinedAt })
  const payouts = createPayouts({
    clock,
    secret: options.payoutSecret ?? 'simulated',
    signingKey: options.payoutSigningKey,
    changed: standinChange('payout'),
    saved: saved?.payouts,
  })

  const idle = createIdle(() => webhooks.pending() + polling.pending())
  const polling = createPolling(world, idle.check)
  const waiting: Waiting = new Map()
  const faults = createFaults()
  const webhooks = createWebhooks(world, (bot, type, body) => runAnswer(core, bot.id, type, body), idle.check)
  const core: Core = { world, polling, webhooks, waiting, faults }

  const standins = () => ({ github: github.save(), payouts: payouts.save() })
  const saver = options.stateFile
    ? createSaver(options.stateFile, (closed) => snapshot(world, standins(), closed))
    : undefined
  if (saver) world.touch = saver.touch

  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 60 * 1024 * 1024,
    routerOptions: { maxParamLength: 1024 },
  })
  const parts: FastifyPluginAsync[] = [
    (scope) => botApi(scope, core),
    github.routes,
    githubAccounts.routes,
    payouts.routes,
    (scope) => controlApi(scope, { core, github, payouts, pageFolder: options.pageFolder }),
  ]
  app.addHook('onRequest', onlyLocal(host))
  for (const part of parts) await app.register(part)
  await app.listen({ host, port: options.port ?? 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  for (const bot of world.bots.values()) if (bot.webhook) webhooks.restart(bot)
  change()

  const chatFor = (person: SimPerson, like: ChatLike) => chatOfLike(world, person, like)
  const message = (stored: StoredMessage) => stored.message

  async function presses(person: SimPerson, like: ChatLike, which: number | string, row = 0, column = 0) {
    const chat = chatFor(person, like)
    const found = typeof which === 'string' ? actions.buttonLabelled(chat, which) : at(chat, which, row, column)
    if (found) return press(world, waiting, { person, chat, ...found }, !options.fastCallbacks)
    if (typeof which === 'number' || !actions.hasReplyButton(chat, which))
      throw new actions.Impossible(`There is no button ${JSON.stringify(which)} to press.`)
    actions.says(world, person, chat, which)
    return null
  }

  return {
    get url() {
      return url
    },
    bot(spec) {
      const { id, token, username } = addBot(world, spec)
      return { id, token, username }
    },
    person: (name, { language, ...spec } = {}) =>
      addPerson(world, name, { ...spec, ...(language ? { language_code: language } : {}) }),
    group(title, members, { admins = [] } = {}) {
      const ids = (list: { id: number }[]) => list.map(({ id }) => id)
      const chat = actions.group(world, title, ids(members), ids(admins))
      return { id: chat.id, title }
    },
    says: (person, chat, text, { replyTo } = {}) =>
      message(actions.says(world, person, chatFor(person, chat), text, replyTo)),
    presses,
    edits: (person, chat, id, text) => message(actions.edits(world, person, chatFor(person, chat), id, text)),
    sendsFile: (person, chat, { mime = 'application/octet-stream', ...file }) =>
      message(actions.sendsFile(world, person, chatFor(person, chat), { mime, ...file })),
    sendsLocation: (person, chat, place) => message(actions.sendsLocation(world, person, chatFor(person, chat), place)),
    movesLocation: (person, chat, id, place) =>
      message(actions.movesLocation(world, person, chatFor(person, chat), id, place)),
    blocks(person, { id }, blocked) {
      const bot = world.bots.get(id)
      if (!bot) throw new actions.Impossible('There is no such bot.')
      const chat = privateChat(world, person, bot)
      chat.begun = true
      setBlocked(world, chat, bot, blocked)
    },
    transcript: (person, chat) => entriesFor(person.id, chatFor(person, chat)),
    calls: (bot) => world.calls.filter((call) => !bot || call.bot === bot.id),
    updates: (bot) => world.updates.filter((update) => !bot || update.bot === bot.id),
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    pending: () => idle.pending(),
    settled: () => idle.settled(),
    github,
    githubAccounts,
    payouts,
    async close() {
      await webhooks.close()
      await app.close()
      await saver?.close()
    },
  }
}

function chatOfLike(world: World, person: Person, like: ChatLike): ChatRecord {
  const id = typeof like === 'number' ? like : like.id
  const chat = chatOfPerson(world, person, id)
  if (chat) return chat
  const exists = world.chats.has(groupKey(id))
  throw new actions.Impossible(exists ? `${person.first_name} is not in this chat.` : 'There is no such chat.')
}

function at(chat: ChatRecord, id: number, row: number, column: number) {
  const stored = chat.messages.get(id)
  const button = stored?.message.reply_markup?.inline_keyboard[row]?.[column]
  return stored && button ? { stored, row, column } : undefined
}

/** Runs what a webhook's answer asks for; its result is lost, reads and webhook changes are ignored. */
async function runAnswer(core: Core, botId: number, contentType: string, body: string) {
  const bot = core.world.bots.get(botId)
  const params = safely(() => parseBody(contentType, body))
  const method = params?.text('method') ?? ''
  if (!bot || !params || method === '' || /^get|^(set|delete)webhook$|^close$|^logout$/i.test(method)) return
  const began = performance.now()
  const call = begin(core, bot, method, params)
  const { status, payload } = await execute(core, bot, method, params, new AbortController().signal)
  finish(core, call, status, payload, began)
}

/** Bound to this machine, it answers to this machine's names only: a web site cannot reach it under a name of its own. */
function onlyLocal(host: string) {
  const names = ['localhost', '127.0.0.1', '[::1]']
  const isLocal = [...names, '::1'].includes(host)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const asked = (request.headers.host ?? '').replace(/:\d+$/, '')
    if (isLocal && !names.includes(asked)) return reply.code(403).send({ error: 'Unknown host name.' })
  }
}

function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** Tells when the number of pending updates has come down to zero. */
function createIdle(pending: () => number) {
  let waiters: (() => void)[] = []
  return {
    pending,
    check() {
      if (waiters.length === 0 || pending() > 0) return
      const woken = waiters
      waiters = []
      for (const wake of woken) wake()
    },
    settled: () => (pending() === 0 ? Promise.resolve() : new Promise<void>((resolve) => waiters.push(resolve))),
  }
}
