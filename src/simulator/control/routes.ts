import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Core } from '../core.ts'
import { fidelity } from '../fidelity.ts'
import { rateOf } from '../movable-clock.ts'
import { GITHUB_NOTE, type GithubStandIn } from '../standins/github.ts'
import type { LlmStandIn } from '../standins/llm/llm.ts'
import { PAYOUT_NOTE, type PayoutStandIn } from '../standins/payouts.ts'
import type { SheetsStandIn } from '../standins/sheets/sheets.ts'
import type { ChatRecord, Person, Unsent } from '../types.ts'
import * as actions from '../world/actions.ts'
import { press } from '../world/callbacks.ts'
import { chatOfPerson } from '../world/chats.ts'
import { setBlocked } from '../world/messages.ts'
import * as sends from '../world/sends.ts'
import { botCard, chatRows, entryFor, personCard } from '../world/views.ts'
import { addPerson, tell } from '../world/world.ts'
import { chatRoutes } from './chats.ts'
import { stream } from './events.ts'
import { inlineRoutes } from './inline.ts'
import { llmRoutes } from './llm.ts'
import { openingRoutes } from './opening.ts'
import { page } from './page.ts'
import { placeRoutes } from './places.ts'
import { readingRoutes } from './reading.ts'
import { readFiles, sendRoutes } from './sends.ts'
import { sheetsRoutes } from './sheets.ts'
import { switchRoutes } from './switches.ts'

const id = z.coerce.number().int()
const Language = z.enum(['en', 'uk', 'ru'])
const ChatPath = z.object({ person: id, chat: id })
const MessagePath = ChatPath.extend({ message: id })
const NewPerson = z.object({
  first_name: z.string().trim().min(1).max(64),
  last_name: z.string().trim().min(1).max(64).optional(),
  username: z
    .string()
    .regex(/^[A-Za-z0-9_]{3,32}$/)
    .optional(),
  language_code: Language,
})
const NewMessage = z.object({
  text: z.string().max(10_000),
  reply_to_message_id: z.int().optional(),
  quote: z.string().max(1024).optional(),
  message_thread_id: z.int().optional(),
})
const NewText = z.object({ text: z.string().max(10_000) })
const NewLocation = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  live_period: z.int().min(60).max(0x7fffffff).optional(),
  message_thread_id: z.int().min(1).optional(),
})
const Press = z.object({ message_id: z.int(), row: z.int().min(0), column: z.int().min(0) })

interface Parts {
  core: Core
  github: GithubStandIn
  payouts: PayoutStandIn
  llm: LlmStandIn
  sheets: SheetsStandIn
  pageFolder: string | undefined
  /** What a house has still to send; without one there is none to ask. */
  outbox: (() => Promise<readonly Unsent[]>) | undefined
}

class Missing extends Error {}

/** The page's own API under /sim, and the page itself. */
export async function controlApi(
  app: FastifyInstance,
  { core, github, payouts, llm, sheets, pageFolder, outbox }: Parts,
) {
  const { world, waiting } = core
  await app.register(multipart, { limits: { fileSize: 50 * 1024 * 1024, files: 10 } })
  app.addHook('onRequest', async (request, reply) => {
    // A page of another site must not act here through the visitor's browser.
    const { origin, host } = request.headers
    if (origin !== undefined && !isOurs(origin, host))
      return reply.code(403).send({ error: 'This page belongs to another site.' })
    void reply.header('x-content-type-options', 'nosniff')
  })
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error)
    return reply.code(status).send({ error: status < 500 ? sentence(error) : 'The simulator failed.' })
  })
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'There is nothing here.' }))

  const personAt = (number: number): Person => {
    const person = world.people.get(number)
    if (!person) throw new Missing('There is no such person.')
    return person
  }
  const place = (params: unknown): { person: Person; chat: ChatRecord } => {
    const path = ChatPath.parse(params)
    const person = personAt(path.person)
    const chat = chatOfPerson(world, person, path.chat)
    if (!chat) throw new Missing('There is no such chat.')
    return { person, chat }
  }

  app.get('/sim/state', async (request) => {
    const query = z.object({ language: Language.default('en'), person: id.optional() }).parse(request.query)
    return {
      now: world.clock.now().toISOString(),
      rate: rateOf(world.clock),
      name: 'Posthouse simulator',
      people: [...world.people.values()].map((person) => personCard(person, query.language)),
      bots: [...world.bots.values()].map((bot) => botCard(bot, query.person, query.language)),
    }
  })

  app.post('/sim/people', async (request) => {
    const { first_name, ...rest } = NewPerson.parse(request.body)
    if (rest.username && [...world.people.values()].some((p) => p.username === rest.username))
      throw new actions.Impossible('That username is taken.')
    const taken = [...world.people.values()].some((p) => p.first_name === first_name)
    const spec = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    // The page may add a second Ann: a number of her own makes her new.
    return addPerson(world, first_name, { ...spec, ...(taken && !rest.username ? { id: freshId() } : {}) })
  })

  const freshId = () => {
    do world.counters.person++
    while (world.people.has(world.counters.person))
    return world.counters.person
  }

  app.get('/sim/people/:person/chats', async (request) =>
    chatRows(world, personAt(z.object({ person: id }).parse(request.params).person)),
  )

  readingRoutes(app, world, place)
  placeRoutes(app, world, place)
  switchRoutes(app, core)

  app.post('/sim/people/:person/chats/:chat/messages', async (request) => {
    const { person, chat } = place(request.params)
    if (!request.isMultipart()) {
      const { text, reply_to_message_id: message, message_thread_id: thread, quote } = NewMessage.parse(request.body)
      const reply = message === undefined ? undefined : { message, ...(quote === undefined ? {} : { quote }) }
      const where = thread === undefined ? {} : { thread }
      return entryFor(person.id, actions.says(world, person, chat, text, reply, where))
    }
    const { files, where } = await readFiles(request)
    const [first] = files
    if (!first) throw new actions.Impossible('There is no file.')
    if (files.length === 1) return entryFor(person.id, sends.sendsFile(world, person, chat, first, where))
    return sends.sendsAlbum(world, person, chat, files, where).map((stored) => entryFor(person.id, stored))
  })

  app.patch('/sim/people/:person/chats/:chat/messages/:message', async (request) => {
    const { person, chat } = place(request.params)
    const { message } = MessagePath.parse(request.params)
    return entryFor(person.id, actions.edits(world, person, chat, message, NewText.parse(request.body).text))
  })

  app.post('/sim/people/:person/chats/:chat/location', async (request) => {
    const { person, chat } = place(request.params)
    const { live_period, message_thread_id: thread, ...spot } = NewLocation.parse(request.body)
    const where = { ...spot, ...(live_period === undefined ? {} : { live_period }) }
    return entryFor(
      person.id,
      actions.sendsLocation(world, person, chat, where, thread === undefined ? {} : { thread }),
    )
  })

  sendRoutes(app, world, place)

  app.post('/sim/people/:person/chats/:chat/press', async (request, reply) => {
    const { person, chat } = place(request.params)
    const { message_id, row, column } = Press.parse(request.body)
    const stored = chat.messages.get(message_id)
    if (!stored?.message.reply_markup?.inline_keyboard[row]?.[column]) throw new Missing('That button is gone.')
    const answer = await press(world, waiting, { person, chat, stored, row, column })
    return json(reply, answer)
  })

  app.post('/sim/people/:person/chats/:chat/block', async (request) => {
    const { chat } = place(request.params)
    const { blocked } = z.object({ blocked: z.boolean() }).parse(request.body)
    const bot = world.bots.get(chat.bot ?? 0)
    if (!bot) throw new actions.Impossible('Only a bot can be blocked.')
    setBlocked(world, chat, bot, blocked)
    tell(world, { type: 'chats', chat })
    return {}
  })

  chatRoutes(app, core, personAt, place)
  inlineRoutes(app, world, place)
  openingRoutes(app, { world, personAt, place })

  app.get('/sim/events', async (request, reply) => {
    const { person } = z.object({ person: id }).parse(request.query)
    stream(world, personAt(person).id, reply)
    return reply
  })

  app.get('/sim/files/:unique', async (request, reply) => {
    const { unique } = z.object({ unique: z.string().regex(/^[A-Za-z0-9]{1,40}$/) }).parse(request.params)
    const file = world.files.get(unique)
    const bytes = file && world.bytes.get(file.bytes)
    if (!file || !bytes) throw new Missing('There is no such file.')
    const inline = INLINE.includes(file.mime)
    return reply
      .header('content-type', inline ? file.mime : 'application/octet-stream')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, max-age=3600')
      .header(
        'content-disposition',
        `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      )
      .send(bytes)
  })

  app.get('/sim/inspector', async (request) => {
    const { limit } = z.object({ limit: id.pipe(z.number().min(1).max(2000)).default(200) }).parse(request.query)
    return { calls: world.calls.slice(-limit).reverse(), updates: world.updates.slice(-limit).reverse() }
  })

  app.get('/sim/fidelity', async () => ({ methods: Object.fromEntries(fidelity()) }))

  app.get('/sim/outbox', async () => ({ attached: outbox !== undefined, rows: (await outbox?.()) ?? [] }))

  app.get('/sim/lints', async () => ({ lints: core.lints.all().reverse() }))

  app.get('/sim/payouts', async () => ({
    note: PAYOUT_NOTE,
    total_cents: payouts.payments.reduce((sum, { amount_cents }) => sum + amount_cents, 0),
    payments: payouts.payments.map(({ body: _, ...payment }) => payment).reverse(),
    requests: payouts.requests.slice(-200).reverse(),
  }))

  app.get('/sim/github', async () => ({
    note: GITHUB_NOTE,
    pulls: github.pulls(),
    comments: github.comments.slice(-200).reverse(),
    requests: github.requests.slice(-200).reverse(),
  }))

  app.post('/sim/github/pulls/:owner/:repo/:number/merge', async (request) => {
    const { owner, repo, number } = z.object({ owner: z.string(), repo: z.string(), number: id }).parse(request.params)
    if (!github.merge(`${owner}/${repo}`, number)) throw new Missing('There is no open pull request to merge.')
    return {}
  })

  llmRoutes(app, llm)
  sheetsRoutes(app, sheets)
  await page(app, pageFolder)
}

/** The same host, or any port of this machine, where the page's development server runs. */
function isOurs(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false
  const from = new URL(origin)
  return from.host === host || ['localhost', '127.0.0.1', '[::1]'].includes(from.hostname)
}

/** What a browser may show by itself; everything else is downloaded. */
const INLINE = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'audio/ogg',
  'audio/mpeg',
  'audio/mp4',
  'audio/webm',
  'video/mp4',
  'video/webm',
]

const json = (reply: FastifyReply, value: unknown) => reply.type('application/json').send(JSON.stringify(value))

function statusOf(error: unknown): number {
  if (error instanceof Missing) return 404
  if (error instanceof actions.Impossible || error instanceof z.ZodError) return 400
  return (error as { statusCode?: number }).statusCode ?? 500
}

function sentence(error: unknown): string {
  if (!(error instanceof z.ZodError)) return (error as Error).message
  const [issue] = error.issues
  return issue ? `${issue.path.join('.') || 'The request'}: ${issue.message}` : 'The request is wrong.'
}
