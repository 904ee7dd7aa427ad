import type { Contact, Message, Update, Venue } from '@grammyjs/types'
import Fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify'
import { parseBody } from './api/body.ts'
import { createFaults, type Fault } from './api/faults.ts'
import { begin, botApi, clientErrorHandler, execute, finish } from './api/server.ts'
import type { Clock } from './clock.ts'
import { record } from './control/recorder.ts'
import { controlApi } from './control/routes.ts'
import type { Core } from './core.ts'
import { type ChatLike, type GroupActs, groupActs, type SimBot, type SimGroup, type SimPerson } from './groups.ts'
import { createLints } from './lint/lints.ts'
import { movableClock } from './movable-clock.ts'
import { createGithub, type GithubStandIn, type GithubState } from './standins/github.ts'
import { createGithubAccounts, type GithubAccountsStandIn } from './standins/github-accounts.ts'
import { createPayouts, type PayoutStandIn, type PayoutState } from './standins/payouts.ts'
import type {
  Answer,
  Call,
  ChatRecord,
  Entry,
  FileKind,
  InlineAnswer,
  Language,
  Lint,
  Person,
  StoredMessage,
  UpdateLog,
  Words,
} from './types.ts'
import { createHolds } from './updates/holds.ts'
import { createPolling } from './updates/polling.ts'
import { createWebhooks } from './updates/webhook.ts'
import { deactivate, revokeToken } from './world/accounts.ts'
import * as actions from './world/actions.ts'
import { press, type Waiting } from './world/callbacks.ts'
import { chatOfPerson, groupKey, privateChat } from './world/chats.ts'
import { addPhoto, forgetLinks } from './world/files.ts'
import { asksInline, choosesInline } from './world/inline.ts'
import { group } from './world/members.ts'
import { setBlocked } from './world/messages.ts'
import { follows, opensApp, sendsData } from './world/opening.ts'
import { createSaver, folderBytes, loadFrom, snapshot } from './world/persistence.ts'
import { vote, watch } from './world/polls.ts'
import type { NewPoll } from './world/sends.ts'
import * as sends from './world/sends.ts'
import { type Given, shares } from './world/shares.ts'
import { addWorld, type WorldSpec } from './world/spec.ts'
import { entriesFor } from './world/views.ts'
import { addBot, addPerson, type BotSpec, createWorld, type World } from './world/world.ts'

export type { Fault } from './api/faults.ts'
export { type Clock, type HandClock, handClock, realClock } from './clock.ts'
export { readWorldFile } from './control/specs.ts'
export type { ChatLike, ChatSpec, MemberSpec, SimBot, SimGroup, SimPerson, WorldSpec } from './groups.ts'
export type { GithubStandIn, PullRow, Recording } from './standins/github.ts'
export type { Payment, PayoutFault, PayoutStandIn } from './standins/payouts.ts'
export type { Answer, Call, Entry, InlineAnswer, Language, Lint, Person, UpdateLog } from './types.ts'
export { WEB_APP_PUBLIC_KEY } from './world/web-apps.ts'
export { tokenOf } from './world/world.ts'

export interface SimulatorOptions {
  /** Real time, which may be sped up or moved over HTTP, unless a test passes a clock that it moves by hand. */
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
  /** Slows down bots that poll, connect or set webhooks too often, as Telegram does. Off, tests need not wait. */
  brakes?: boolean
  /** Takes only webhooks that Telegram's own server takes: https, four ports, no address of a private network. */
  strictWebhookUrl?: boolean
  /** Off, nobody looks at the bots' calls: a little faster. */
  lints?: boolean
  /** The secret the payout stand-in expects in X-Payout-Secret. */
  payoutSecret?: string
  /** With one, the payout receiver refuses what is not signed, wrongly signed or late. */
  payoutSigningKey?: string
  /** A file given by URL is fetched from this machine; otherwise nothing is, and every URL is refused. */
  fetchUrls?: 'loopback'
  /** `presses` answers null at once instead of waiting up to 15 s for the bot. */
  fastCallbacks?: boolean
  /** Is given everything that happens, as lines of JSON without tokens: see replay.ts. */
  recording?: (line: string) => void
  /** People, bots and chats that are there from the beginning. */
  world?: WorldSpec
}

export interface PersonSpec {
  language?: Language
  id?: number
  username?: string
  last_name?: string
  bio?: string
  about?: Words
}

export interface SayOptions {
  replyTo?: number
  /** The topic's id. */
  thread?: number
  /** A channel on whose behalf it is said. */
  as?: SimGroup
}

export interface FileSpec {
  kind: Exclude<FileKind, 'thumbnail'>
  name: string
  bytes: Buffer
  mime?: string
  caption?: string
  /** Seconds, for what is heard or seen to move. */
  duration?: number
  /** A picture's own size is read from its bytes. */
  width?: number
  height?: number
  title?: string
  performer?: string
}

export interface ReplySpec {
  replyTo?: number
  /** Words of the message that is answered. */
  quote?: string
}

/** A small Telegram on one's own machine, with people who write to bots, and stand-ins for GitHub and a payout receiver. */
export interface Simulator extends GroupActs {
  /** The Bot API's root; also where the page, /github and /payouts are. */
  url: string
  /** Registers a bot; the same username is the same bot. */
  bot(spec: BotSpec): SimBot
  /** Registers a person; found again by id, else username, else name. */
  person(name: string, spec?: PersonSpec): SimPerson
  /** A supergroup, found again by title: the first person is its creator. Bots have privacy mode on unless they are `admins`. */
  group(title: string, members: (SimPerson | SimBot)[], options?: { admins?: (SimPerson | SimBot)[] }): SimGroup
  says(person: SimPerson, chat: ChatLike, text: string, options?: SayOptions & ReplySpec): Message
  /** Presses an inline button, by place or by label (the newest message that has it); a reply-keyboard label is said. */
  presses(person: SimPerson, chat: ChatLike, messageId: number, row: number, column: number): Promise<Answer | null>
  presses(person: SimPerson, chat: ChatLike, label: string): Promise<Answer | null>
  edits(person: SimPerson, chat: ChatLike, messageId: number, text: string): Message
  /** Presses a reply keyboard's button that asks for something: a contact, a place, a poll, people or a chat. */
  shares(person: SimPerson, chat: ChatLike, label: string, given?: Given): Message
  sendsFile(person: SimPerson, chat: ChatLike, file: FileSpec): Message
  sendsAlbum(person: SimPerson, chat: ChatLike, files: FileSpec[]): Message[]
  /** A sticker of the world's own set, by its emoji: 👍, 😀 or 🎉. */
  sendsSticker(person: SimPerson, chat: ChatLike, emoji: string): Message
  /** The person's own contact unless another is given. */
  sendsContact(person: SimPerson, chat: ChatLike, contact?: Contact): Message
  sendsVenue(person: SimPerson, chat: ChatLike, venue: Venue): Message
  sendsDice(person: SimPerson, chat: ChatLike, emoji?: string): Message
  sendsPoll(person: SimPerson, chat: ChatLike, poll: NewPoll): Message
  /** Chooses options of a poll by their numbers; none takes the vote back. */
  votes(person: SimPerson, pollId: string, options: number[]): void
  forwards(person: SimPerson, from: ChatLike, messageId: number, to: ChatLike): Message
  deletes(person: SimPerson, chat: ChatLike, messageId: number): void
  /** The newest picture of a person's profile. */
  hasPhoto(person: SimPerson, bytes: Buffer): void
  /** Every path that getFile gave is dead from now on. */
  forgetsLinks(): void
  sendsLocation(person: SimPerson, chat: ChatLike, place: actions.Place): Message
  /** Moves a live location; null stops it. */
  movesLocation(person: SimPerson, chat: ChatLike, messageId: number, place: actions.Place | null): Message
  blocks(person: SimPerson, bot: SimBot, blocked: boolean): void
  /** Deletes the person's account. */
  deactivates(person: SimPerson): void
  /** Gives a bot another token, which is returned; the old one is refused. */
  revokesToken(bot: SimBot): string
  /** The signed address of the Mini App behind a button, or behind the menu button. */
  opensApp(person: SimPerson, chat: ChatLike, label?: string): string
  /** What a Mini App opened from the keyboard sends. */
  sendsData(person: SimPerson, chat: ChatLike, label: string, data: string): Message
  /** Follows a link such as https://t.me/shop_bot?start=abc; with ?startgroup= into a group. */
  follows(person: SimPerson, link: string, group?: SimGroup): Message
  /** Types `@bot query` in a chat; null when the bot does not answer in time. */
  asksInline(
    person: SimPerson,
    chat: ChatLike,
    bot: SimBot,
    query: string,
    offset?: string,
  ): Promise<InlineAnswer | null>
  /** Taps a result of an answer: it is said in the chat. */
  choosesInline(person: SimPerson, chat: ChatLike, answer: InlineAnswer, result: string): Message
  /** What the person sees, oldest first. */
  transcript(person: SimPerson, chat: ChatLike): Entry[]
  /** Bot API calls, oldest first. */
  calls(bot?: SimBot): Call[]
  /** Updates made for bots, oldest first, with what became of them. */
  updates(bot?: SimBot): (UpdateLog & { update: Update })[]
  /** The next calls that fit go wrong in this way. */
  fault(fault: Fault): void
  clearFaults(): void
  /** What bots should not do though Telegram puts up with it, oldest first. */
  lints(bot?: SimBot): Lint[]
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
  const clock = options.clock ?? movableClock()
  const host = options.host ?? '127.0.0.1'
  const world = createWorld(clock, options.stateFile ? folderBytes(`${options.stateFile}.files`) : undefined)
  const saved = (options.stateFile ? loadFrom(world, options.stateFile) : undefined) as
    | { github: GithubState; payouts: PayoutState }
    | undefined
  if (options.world) addWorld(world, options.world)
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
  const polling = createPolling(world, idle.check, options.brakes)
  const waiting: Waiting = new Map()
  const faults = createFaults(() => clock.now())
  world.hold = createHolds(world, faults)
  const webhooks = createWebhooks(world, (bot, type, body) => runAnswer(core, bot.id, type, body), idle.check, {
    brakes: options.brakes ?? false,
    strictUrl: options.strictWebhookUrl ?? false,
    again: (bot, item) => faults.forUpdate(bot.id, item.kind, item.body, ['duplicate-update']) !== undefined,
  })
  const lints = createLints(world, options.lints)
  const core: Core = { world, polling, webhooks, waiting, faults, lints, fetchUrls: options.fetchUrls }

  const standins = () => ({ github: github.save(), payouts: payouts.save() })
  const saver = options.stateFile
    ? createSaver(options.stateFile, (closed) => snapshot(world, standins(), closed))
    : undefined
  if (saver) world.touch = saver.touch

  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 60 * 1024 * 1024,
    // As the real server: long texts may stand in the address.
    http: { maxHeaderSize: 256 * 1024 },
    clientErrorHandler,
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
  if (options.recording) record(app, world, options.recording)
  for (const part of parts) await app.register(part)
  await app.listen({ host, port: options.port ?? 0 })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  for (const bot of world.bots.values()) if (bot.webhook) webhooks.restart(bot)
  for (const poll of world.polls.values()) watch(world, poll)
  change()

  const chatFor = (person: SimPerson, like: ChatLike) => chatOfLike(world, person, like)
  const message = (stored: StoredMessage) => stored.message

  const botAt = (id: number) => {
    const bot = world.bots.get(id)
    if (!bot) throw new actions.Impossible('There is no such bot.')
    return bot
  }

  async function presses(person: SimPerson, like: ChatLike, which: number | string, row = 0, column = 0) {
    const chat = chatFor(person, like)
    const found = typeof which === 'string' ? actions.buttonLabelled(chat, which) : at(chat, which, row, column)
    if (found) return press(world, waiting, { person, chat, ...found }, !options.fastCallbacks)
    if (typeof which === 'number') throw new actions.Impossible(`There is no button ${which} to press.`)
    shares(world, person, chat, which)
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
      const chat = group(world, title, ids(members), ids(admins))
      return { id: chat.id, title }
    },
    ...groupActs(world, chatFor),
    says(person, chat, text, { replyTo, quote, thread, as } = {}) {
      const channel = as && world.chats.get(groupKey(as.id))
      const where = { ...(thread === undefined ? {} : { thread }), ...(channel ? { as: channel } : {}) }
      return message(actions.says(world, person, chatFor(person, chat), text, asReply(replyTo, quote), where))
    },
    shares: (person, chat, label, given) => message(shares(world, person, chatFor(person, chat), label, given)),
    presses,
    edits: (person, chat, id, text) => message(actions.edits(world, person, chatFor(person, chat), id, text)),
    sendsFile: (person, chat, file) => message(sends.sendsFile(world, person, chatFor(person, chat), typed(file))),
    sendsAlbum: (person, chat, files) =>
      sends.sendsAlbum(world, person, chatFor(person, chat), files.map(typed)).map(message),
    sendsSticker: (person, chat, emoji) => message(sends.sendsSticker(world, person, chatFor(person, chat), emoji)),
    sendsContact: (person, chat, contact) => message(sends.sendsContact(world, person, chatFor(person, chat), contact)),
    sendsVenue: (person, chat, venue) => message(sends.sendsVenue(world, person, chatFor(person, chat), venue)),
    sendsDice: (person, chat, emoji) => message(sends.sendsDice(world, person, chatFor(person, chat), emoji)),
    sendsPoll: (person, chat, poll) => message(sends.sendsPoll(world, person, chatFor(person, chat), poll)),
    votes: (person, poll, options) => void vote(world, person, poll, options),
    forwards: (person, from, id, to) =>
      message(sends.forwards(world, person, chatFor(person, from), id, chatFor(person, to))),
    deletes: (person, chat, id) => sends.deletes(world, person, chatFor(person, chat), id),
    hasPhoto: (person, bytes) => addPhoto(world, person.id, bytes),
    forgetsLinks: () => forgetLinks(world),
    sendsLocation: (person, chat, place) => message(actions.sendsLocation(world, person, chatFor(person, chat), place)),
    movesLocation: (person, chat, id, place) =>
      message(actions.movesLocation(world, person, chatFor(person, chat), id, place)),
    blocks(person, { id }, blocked) {
      const bot = botAt(id)
      const chat = privateChat(world, person, bot)
      chat.begun = true
      setBlocked(world, chat, bot, blocked)
    },
    deactivates: (person) => deactivate(world, person),
    revokesToken: ({ id }) => revokeToken(world, botAt(id)),
    opensApp: (person, chat, label) => opensApp(world, person, chatFor(person, chat), label),
    sendsData: (person, chat, label, data) => message(sendsData(world, person, chatFor(person, chat), label, data)),
    follows: (person, link, group) => message(follows(world, person, link, group && chatFor(person, group))),
    asksInline: async (person, chat, bot, query, offset) =>
      asksInline(world, person, botAt(bot.id), query, { chat: chatFor(person, chat), ...(offset ? { offset } : {}) }),
    choosesInline: (person, chat, answer, result) =>
      message(choosesInline(world, person, chatFor(person, chat), answer.query, result)),
    transcript: (person, chat) => entriesFor(person.id, chatFor(person, chat)),
    calls: (bot) => world.calls.filter((call) => !bot || call.bot === bot.id),
    updates: (bot) => world.updates.filter((update) => !bot || update.bot === bot.id),
    fault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    lints: (bot) => lints.all().filter((lint) => !bot || lint.bot === bot.id),
    pending: () => idle.pending(),
    settled: () => idle.settled(),
    github,
    githubAccounts,
    payouts,
    async close() {
      world.ended.abort()
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

const asReply = (message: number | undefined, quote: string | undefined) =>
  message === undefined ? undefined : { message, ...(quote === undefined ? {} : { quote }) }

const typed = ({ mime = 'application/octet-stream', ...file }: FileSpec) => ({ mime, ...file })

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
  core.lints.call(bot, method, params, call.id)
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
