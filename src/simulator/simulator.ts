import Fastify, { type FastifyPluginAsync, type FastifyReply, type FastifyRequest } from 'fastify'
import { parseBody } from './api/body.ts'
import { createFaults } from './api/faults.ts'
import { begin, botApi, clientErrorHandler, execute, finish } from './api/server.ts'
import { createWebhookTurns } from './api/webhook-turns.ts'
import { record } from './control/recorder.ts'
import { controlApi } from './control/routes.ts'
import type { Core } from './core.ts'
import type { FileSpec, Simulator, SimulatorOptions } from './door.ts'
import { type ChatLike, groupActs, type SimPerson } from './groups.ts'
import { createLints } from './lint/lints.ts'
import { movableClock } from './movable-clock.ts'
import { createGithub, type GithubState } from './standins/github.ts'
import { createGithubAccounts } from './standins/github-accounts.ts'
import { createLlm, LLM_KEY, type LlmState } from './standins/llm/llm.ts'
import { createPayouts, type PayoutState } from './standins/payouts.ts'
import { createSheets, type SheetsState } from './standins/sheets/sheets.ts'
import type { ChatRecord, Person, StoredMessage } from './types.ts'
import { createHolds } from './updates/holds.ts'
import { createIdle } from './updates/idle.ts'
import { createPolling } from './updates/polling.ts'
import { createWebhooks } from './updates/webhook.ts'
import { deactivate, revokeToken } from './world/accounts.ts'
import * as actions from './world/actions.ts'
import { press, type Waiting } from './world/callbacks.ts'
import { chatOfPerson, groupKey, privateChat } from './world/chats.ts'
import { addPhoto, forgetLinks } from './world/files.ts'
import { asksInline, choosesInline, sharesPrepared } from './world/inline.ts'
import { group } from './world/members.ts'
import { setBlocked } from './world/messages.ts'
import { follows, opensApp, sendsData } from './world/opening.ts'
import { createSaver, folderBytes, loadFrom, snapshot } from './world/persistence.ts'
import { vote, watch } from './world/polls.ts'
import * as sends from './world/sends.ts'
import { shares } from './world/shares.ts'
import { addWorld } from './world/spec.ts'
import { entriesFor } from './world/views.ts'
import { addBot, addPerson, createWorld, type World } from './world/world.ts'

export type { Fault } from './api/faults.ts'
export { type Clock, type HandClock, handClock, realClock } from './clock.ts'
export { readWorldFile } from './control/specs.ts'
export type { FileSpec, PersonSpec, ReplySpec, SayOptions, Simulator, SimulatorOptions } from './door.ts'
export type { ChatLike, ChatSpec, MemberSpec, SimBot, SimGroup, SimPerson, WorldSpec } from './groups.ts'
export type { GithubStandIn, PullRow, Recording } from './standins/github.ts'
export type { LlmFault, LlmStandIn } from './standins/llm/llm.ts'
export type { LlmRule } from './standins/llm/rules.ts'
export type { Payment, PayoutFault, PayoutStandIn } from './standins/payouts.ts'
export type { SheetsFault, SheetsStandIn } from './standins/sheets/sheets.ts'
export type { Answer, Call, Entry, InlineAnswer, Language, Lint, Person, UpdateLog } from './types.ts'
export { WEB_APP_PUBLIC_KEY } from './world/web-apps.ts'
export { tokenOf } from './world/world.ts'

export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = options.clock ?? movableClock()
  const host = options.host ?? '127.0.0.1'
  const world = createWorld(clock, options.stateFile ? folderBytes(`${options.stateFile}.files`) : undefined)
  const saved = (options.stateFile ? loadFrom(world, options.stateFile) : undefined) as
    | { github: GithubState; payouts: PayoutState; llm?: LlmState; sheets?: SheetsState }
    | undefined
  if (options.world) addWorld(world, options.world)
  let url = ''

  const change = () => world.touch()
  const standinChange = (type: 'github' | 'payout' | 'llm' | 'sheets') => () => {
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
  const llm = createLlm({
    clock,
    key: options.llmKey ?? LLM_KEY,
    changed: standinChange('llm'),
    saved: saved?.llm,
  })
  const sheets = createSheets({
    clock,
    url: () => url,
    changed: standinChange('sheets'),
    saved: saved?.sheets,
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
  const core: Core = {
    world,
    polling,
    webhooks,
    waiting,
    faults,
    lints,
    fetchUrls: options.fetchUrls,
    webhookTurns: createWebhookTurns(),
  }

  const standins = () => ({
    github: github.save(),
    payouts: payouts.save(),
    llm: llm.save(),
    sheets: sheets.save(),
  })
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
    llm.routes,
    sheets.routes,
    (scope) =>
      controlApi(scope, { core, github, payouts, llm, sheets, pageFolder: options.pageFolder, outbox: options.outbox }),
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
    sharesPrepared: (person, chat, id) => message(sharesPrepared(world, person, chatFor(person, chat), id)),
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
    llm,
    sheets,
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
